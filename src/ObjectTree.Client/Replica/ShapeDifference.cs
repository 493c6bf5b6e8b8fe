namespace ObjectTree.Client.Replica;

/// <summary>
/// What comes of all that changes the tree's shape while the client's own changes are taken off and laid again: only the difference
/// between before and after is told. Guarded by the replica's lock.
/// </summary>
/// <param name="content">Where the objects are.</param>
/// <param name="start">How many steps there were when it began: what comes is told before what is told of attributes since.</param>
internal sealed class ShapeDifference(ReplicaContent content, int start)
{
    private readonly OrderedDictionary<ReplicaObject, (bool WasThere, ReplicaObject? Parent)> _objects = []; // as they were
    private readonly Dictionary<ReplicaObject, ReplicaObject[]?> _children = []; // as they were; null: nobody observes them

    /// <summary>No more steps are left of those that there were when it began.</summary>
    public void Limit(int most) => start = Math.Min(start, most);

    /// <summary>Notes that an object is about to come, to go or to get another parent.</summary>
    public void Note(ReplicaObject target) => _objects.TryAdd(target, (content.Has(target), target.Parent));

    /// <summary>Notes that an object's children are about to change.</summary>
    public void Touch(ReplicaObject parent)
    {
        // Who begins to observe between two changes has seen what the first has made.
        if (!_children.TryGetValue(parent, out var before) || before is null)
            _children[parent] = parent.ChildrenAreObserved ? [.. parent.ChildItems] : null;
    }

    /// <summary>Adds what is to be told: what came before all else, what went after it.</summary>
    public void AddTo(ReplicaSteps steps)
    {
        foreach (var one in _objects.Keys)
            one.Show();
        var came = Those(wereThere: false, one => one.Parent);
        var gone = Those(wereThere: true, ParentBefore);
        var changes = _children.Where(one => one.Value is not null)
            .Select(one => (Parent: one.Key, Changes: ChildDifference.Of(one.Value!, After(one.Key, one.Value!))))
            .Where(one => one.Changes.Count > 0).ToList();
        if (came.Count + changes.Count > 0)
        {
            steps.Insert(Math.Min(start, steps.Count), new NoticeStep(() =>
            {
                foreach (var one in came.Where(one => !one.IsDestroyed)) // else it is gone again, and nobody has seen it
                    one.Tree.TellCreated(one);
                foreach (var (parent, told) in changes)
                    told.ForEach(parent.Tell);
            }));
        }
        gone.Reverse(); // children before their parents
        if (gone.Count > 0)
            steps.Add(new NoticeStep(() => gone.ForEach(one => one.Tree.TellDestroyed(one))));
    }

    /// <summary>Who is gone has lost those that are not; of what else became of its children nobody is told.</summary>
    private IReadOnlyList<ReplicaObject> After(ReplicaObject parent, ReplicaObject[] before) =>
        content.Has(parent) ? parent.ChildItems : Array.FindAll(before, child => !content.Has(child));

    private ReplicaObject? ParentBefore(ReplicaObject one) => _objects.TryGetValue(one, out var before) ? before.Parent : one.Parent;

    /// <summary>Those that came, or those that went: parents before children.</summary>
    private List<ReplicaObject> Those(bool wereThere, Func<ReplicaObject, ReplicaObject?> parentOf)
    {
        var left = _objects.Where(one => one.Value.WasThere == wereThere && content.Has(one.Key) != wereThere)
            .Select(one => one.Key).ToHashSet();
        var (ordered, path) = (new List<ReplicaObject>(left.Count), new Stack<ReplicaObject>());
        foreach (var one in _objects.Keys.Where(left.Contains).ToList())
        {
            for (var above = one; above is not null; above = parentOf(above))
            {
                if (left.Remove(above))
                    path.Push(above);
            }
            while (path.TryPop(out var next))
                ordered.Add(next);
        }
        return ordered;
    }
}
