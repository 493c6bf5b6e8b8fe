namespace ObjectTree.Client.Replica;

internal sealed class CreateStep(ReplicaContent content, ReplicaObject target, int index) : ReplicaStep
{
    private readonly ReplicaObject? _parent = target.Parent; // it may be moved by the same message

    // Asked now: who begins to observe later, such as a view made for the same message, finds the child there already.
    private readonly bool _observed = target.Parent is { ChildrenAreObserved: true };

    public override void RollBack()
    {
        if (_parent is not null)
            content.RemoveChild(_parent, index);
        content.Unindex(target);
    }

    public override void Tell()
    {
        if (!target.IsDestroyed) // else the same message took it away again
            target.Tree.TellCreated(target);
        if (_observed)
            _parent!.Tell(new ChildChange<ReplicaObject>(ChildChangeKind.Added, target, index, -1));
    }
}
