namespace ObjectTree.Client.Replica;

internal sealed class MoveStep(
    ReplicaContent content, ReplicaObject target, ReplicaObject from, int fromIndex, ReplicaObject to, int toIndex) : ReplicaStep
{
    private readonly bool _fromObserved = from.ChildrenAreObserved;
    private readonly bool _toObserved = to.ChildrenAreObserved;

    public override void RollBack()
    {
        content.RemoveChild(to, toIndex);
        content.InsertChild(from, fromIndex, target);
        content.SetParent(target, from);
    }

    public override void Tell()
    {
        if (from == to)
        {
            if (_fromObserved)
                from.Tell(new ChildChange<ReplicaObject>(ChildChangeKind.Moved, target, toIndex, fromIndex));
            return;
        }
        if (_fromObserved)
            from.Tell(new ChildChange<ReplicaObject>(ChildChangeKind.Removed, target, -1, fromIndex));
        if (_toObserved)
            to.Tell(new ChildChange<ReplicaObject>(ChildChangeKind.Added, target, toIndex, -1));
    }
}
