using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// All that is shown on top of what the server says: the actions that are not settled, what is being written, and the drafts. It is brought
/// past each frame and snapshot. Guarded by the replica's lock.
/// </summary>
/// <param name="tree">The replica.</param>
internal sealed class OwnChanges(ReplicaTree tree)
{
    private readonly HashSet<ReplicaAttribute> _touched = []; // by the frame that is being applied, below the client's own changes
    private readonly List<ReplicaObject> _came = []; // with the frame that is being applied, while there are changes of the client's own

    /// <summary>The actions that are not settled; null: there is no connection.</summary>
    public ActionQueue? Queue { get; set; }

    /// <summary>What is being written as a part of one action; null: nothing is.</summary>
    public Recording? Recording { get; set; }

    /// <summary>The drafts that are open, by their layers.</summary>
    public List<PendingAction> Drafts { get; } = [];

    public CreatedIds Ids { get; } = new();

    /// <summary>Whether there is any, but for what is being written.</summary>
    public bool Any => Queue is { Actions.Count: > 0 } || Drafts.Count > 0;

    public bool HasShapes => Any && Actions.Any(action => action.HasShapes);

    /// <summary>Whether the frame changed nothing below them.</summary>
    public bool AreUntouched => _touched.Count == 0 && !tree.Content.IsStale;

    /// <summary>From below.</summary>
    public IEnumerable<PendingAction> Actions
    {
        get
        {
            foreach (var action in (Queue?.Actions ?? []).OrderBy(action => action.Order))
                yield return action;
            if (Recording is { Action: { Layer: 0 } recorded })
                yield return recorded;
            foreach (var draft in Drafts)
                yield return draft;
        }
    }

    private IEnumerable<PendingChange> Changes => Actions.SelectMany(action => action.Changes);

    /// <summary>Notes that the frame changed an attribute below them.</summary>
    public void Touch(ReplicaAttribute attribute) => _touched.Add(attribute);

    /// <summary>Notes that the frame created an object.</summary>
    public void Note(ReplicaObject created)
    {
        if (Any)
            _came.Add(created);
    }

    /// <summary>The frame is rolled back.</summary>
    public void ForgetFrame()
    {
        _came.Clear();
        foreach (var attribute in _touched)
            attribute.ForgetFrame();
        _touched.Clear();
        if (tree.Content.IsStale)
            LayAnew();
    }

    /// <summary>Makes a change of the shape a part of an action, and shows it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="parent">Where something comes to.</param>
    /// <param name="index">At which place of what is shown.</param>
    /// <param name="moved">What comes from elsewhere.</param>
    public void Lay(PendingShape change, ReplicaObject parent, int index, ReplicaObject? moved = null)
    {
        change.Action.Changes.Add(change);
        if (!Drafts.Exists(draft => draft.Layer > change.Action.Layer && draft.HasShapes))
        {
            tree.Content.Lay(change, tree.Steps.Count);
            return;
        }
        var before = index < 0 ? [] : parent.ChildItems.Where(one => one != moved).Take(index).ToList();
        LayAnew(one =>
        {
            if (one == change)
                change.PlaceBehind(tree.Content, before); // what stands there in a draft does not count
        });
    }

    /// <summary>Shows anew what they make of the shape, after something below or among them has changed.</summary>
    public void LayAnew(Action<PendingShape>? before = null)
    {
        tree.Content.TakeOff(tree.Steps.Count);
        tree.Content.IsStale = false;
        foreach (var change in Changes.OfType<PendingShape>())
        {
            before?.Invoke(change);
            tree.Content.Lay(change, tree.Steps.Count);
        }
    }

    /// <summary>
    /// An object that an undo brings back is another one here, and a snapshot may be older than an object; what the client has changed of
    /// it is shown again.
    /// </summary>
    public void PutOnThoseThatCame(IReadOnlyList<PendingAction> settled)
    {
        if (_came.Count == 0)
            return;
        Readdress([]);
        var overtaken = new HashSet<ReplicaAttribute>();
        foreach (var change in Changes.OfType<PendingWrite>())
        {
            var address = change.Address!.Value;
            var came = _came.FindLast(one => one.Id == address.ObjectId);
            if (came is null || change.Attribute?.Owner == came || came.AttributeOrNone(address.Attribute) is not { } attribute)
                continue;
            if (change.Attribute is { } former && overtaken.Add(former))
                former.Overtake(attribute, settled.Contains);
            attribute.Put(change);
            _touched.Add(attribute);
        }
        _came.Clear();
    }

    /// <summary>A snapshot has replaced everything: what is left is brought past it, and <see cref="Refresh"/> shows it.</summary>
    public void PutOnSnapshot(IReadOnlyList<PendingAction> settled)
    {
        _touched.Clear();
        _came.Clear();
        Readdress(settled);
        var own = Changes.ToList();
        foreach (var create in own.OfType<PendingCreate>())
            create.Renew(tree.Content);
        foreach (var former in own.OfType<PendingWrite>().GroupBy(change => change.Attribute))
        {
            if (Find(former.First().Address!.Value, own) is { } attribute)
                former.Key?.Overtake(attribute, settled.Contains);
        }
        foreach (var change in own.OfType<PendingWrite>())
        {
            change.Attribute = null;
            if (Find(change.Address!.Value, own) is not { } attribute)
                continue;
            attribute.Put(change);
            _touched.Add(attribute);
        }
        tree.Content.IsStale = true;
    }

    /// <summary>Shows what is left of them when some are settled, on top of what the frame did.</summary>
    public void Refresh(IReadOnlyList<PendingAction> settled)
    {
        if (settled.Any(action => action.HasShapes))
            tree.Content.TakeOff(tree.Steps.Count);
        Readdress(settled);
        foreach (var create in settled.SelectMany(action => action.Changes).OfType<PendingCreate>())
            create.Target.Creator = null;
        if (tree.Content.IsStale)
            LayAnew();
        tree.Content.EndDifference(tree.Steps);
        foreach (var attribute in settled.SelectMany(action => action.Attributes))
        {
            _touched.Add(attribute);
            attribute.NoteWrites(tree.Steps);
        }
        foreach (var attribute in _touched)
            attribute.Refresh(action => settled.Contains(action), tree.Steps);
        _touched.Clear();
    }

    /// <summary>The tree is another one, where ids mean other objects: drafts end, and what was known of ids does.</summary>
    public void ForgetIds()
    {
        foreach (var action in Drafts)
        {
            action.IsForeign = true;
            tree.Steps.Add(new NoticeStep(() => action.Fail(new InvalidOperationException(PendingAction.Foreign))));
        }
        Drafts.Clear();
        Ids.ForgetFormer();
    }

    /// <summary>Calls the objects that the server has made by their ids. With the shape taken off where one of these is not here.</summary>
    private void Readdress(IReadOnlyList<PendingAction> settled)
    {
        var ids = Ids.Name(settled);
        if (ids.Count == 0)
            return;
        foreach (var write in Changes.OfType<PendingWrite>())
        {
            if (write.Readdress(ids) && write.Attribute is { } attribute)
                _touched.Add(attribute);
        }
    }

    /// <summary>Null: it is gone, or its object.</summary>
    private ReplicaAttribute? Find(AttributeAddress address, List<PendingChange> own) =>
        (tree.Content.Shown(address.ObjectId)
            ?? own.OfType<PendingCreate>().FirstOrDefault(one => one.Target.Id == address.ObjectId)?.Target)
            ?.AttributeOrNone(address.Attribute);
}
