namespace ObjectTree.Client.Replica.Actions;

/// <summary>What the client keeps to itself until it is committed: actions of higher layers. Any thread.</summary>
/// <param name="tree">The replica.</param>
/// <param name="own">What is shown on top of it, with the drafts.</param>
/// <param name="settlement">What brings actions to the server.</param>
/// <param name="writer">What makes a part of a draft of what is written.</param>
internal sealed class ReplicaDrafts(ReplicaTree tree, OwnChanges own, Settlement settlement, ReplicaWriter writer)
{
    private int _lastLayer; // guarded by the replica's lock

    /// <summary>See <see cref="ReplicaTree.Draft"/>.</summary>
    public Draft Begin(Action change)
    {
        var draft = new Draft(this, new PendingAction());
        tree.Read(() =>
        {
            draft.Action.Layer = ++_lastLayer;
            own.Drafts.Add(draft.Action);
            try
            {
                Update(draft, change);
            }
            catch
            {
                own.Drafts.Remove(draft.Action);
                throw;
            }
        });
        return draft;
    }

    public bool IsOpen(Draft draft) => tree.Read(() => own.Drafts.Contains(draft.Action));

    public void Update(Draft draft, Action change) => tree.Read(() =>
    {
        ExpectOpen(draft);
        writer.Run(draft.Action, change);
    });

    public void Discard(Draft draft) => tree.Read(() =>
    {
        if (own.Recording is not null)
            throw new InvalidOperationException("A draft cannot be discarded inside another draft or action.");
        if (!own.Drafts.Remove(draft.Action))
            return;
        draft.Action.IsRefused = true;
        own.Refresh([draft.Action]);
        tree.Steps.Add(new NoticeStep(draft.Action.Cancel));
    });

    public Task Commit(Draft draft) => tree.Read(() =>
    {
        ExpectOpen(draft);
        var action = draft.Action;
        _ = settlement.ExpectQueue("The draft cannot be committed");
        foreach (var create in action.Changes.OfType<PendingCreate>())
        {
            if (!tree.Content.Knows(create.Target.Schema))
                throw new InvalidOperationException($"The server has no type '{create.Target.TypeName}' any more.");
        }
        own.Drafts.Remove(action);
        action.Layer = 0;
        foreach (var attribute in action.Attributes)
            attribute.Sort(tree.Steps);
        if (action.Changes.Count == 0)
            action.Succeed();
        else
            settlement.Enqueue(action);
        if (own.Drafts.Exists(other => other.HasShapes))
            own.LayAnew();
        tree.Content.EndDifference(tree.Steps);
        return action.Settled;
    });

    private void ExpectOpen(Draft draft)
    {
        if (draft.Action.IsForeign)
            throw new InvalidOperationException(PendingAction.Foreign);
        if (!own.Drafts.Contains(draft.Action))
            throw new InvalidOperationException("The draft is committed or discarded.");
        if (own.Recording is not null)
            throw new InvalidOperationException("A draft is no part of another draft or action.");
    }
}
