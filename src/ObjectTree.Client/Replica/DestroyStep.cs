namespace ObjectTree.Client.Replica;

/// <param name="content">Where the objects are.</param>
/// <param name="target">The object at the top.</param>
/// <param name="index">Its place before; −1 for a root, which goes only when a snapshot replaces everything.</param>
internal sealed class DestroyStep(ReplicaContent content, ReplicaObject target, int index) : ReplicaStep
{
    private readonly bool _observed = target.Parent is { ChildrenAreObserved: true };
    private readonly List<ReplicaObject> _gone = ReplicaWalk.ParentsFirst(target);

    public void Do()
    {
        if (target.Parent is { } parent)
            content.RemoveChild(parent, index);
        foreach (var one in _gone)
            content.Unindex(one);
    }

    public override void RollBack()
    {
        if (target.Parent is { } parent)
            content.InsertChild(parent, index, target);
        foreach (var one in _gone)
            content.Index(one);
    }

    public override void Tell()
    {
        if (_observed)
            target.Parent!.Tell(new ChildChange<ReplicaObject>(ChildChangeKind.Removed, target, -1, index));
        for (var i = _gone.Count - 1; i >= 0; i--) // children before their parents
            target.Tree.TellDestroyed(_gone[i]);
    }
}
