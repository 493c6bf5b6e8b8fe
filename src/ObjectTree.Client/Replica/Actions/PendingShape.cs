namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// What an action changes of the tree's shape. It names objects by what they are called now, so that it needs no change when the server
/// gives one of them its id.
/// </summary>
/// <param name="action">The action.</param>
internal abstract class PendingShape(PendingAction action) : PendingChange(action)
{
    /// <summary>The object that goes or moves; null: it comes.</summary>
    protected virtual ReplicaObject? Existing => null;

    public override bool Crosses(PendingChange other) =>
        Existing is { } one && other is PendingShape { Existing: { } another } && one.Id == another.Id;

    /// <summary>Shows it on top of what is there, if it fits that. Else it is not shown, and the server says what comes of it.</summary>
    public abstract void Lay(ReplicaContent content, ReplicaSteps steps);

    /// <summary>Takes another place: behind the last of some siblings that is there.</summary>
    public virtual void PlaceBehind(ReplicaContent content, IReadOnlyList<ReplicaObject> before)
    {
    }

    protected static int PlaceBehind(ReplicaObject parent, ReplicaObject target, IReadOnlyList<ReplicaObject> before)
    {
        var siblings = parent.ChildItems.Where(one => one != target).ToList();
        for (var i = before.Count - 1; i >= 0; i--)
        {
            if (siblings.IndexOf(before[i]) is >= 0 and var place)
                return place + 1;
        }
        return 0;
    }
}
