using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

internal sealed class MoveStep(SObject target, SObject from, int fromIndex, SObject to, int toIndex, bool isLast) : TransitionStep
{
    private readonly bool _fromObserved = from.ChildrenAreObserved;
    private readonly bool _toObserved = to.ChildrenAreObserved;

    public override Operation? Operation { get; } =
        target.Life == ObjectLife.Building ? null : new MoveOperation(target.Id, to.Id, isLast ? -1 : toIndex);

    public void Do()
    {
        from.ChildItems.RemoveAt(fromIndex);
        to.ChildItems.Insert(toIndex, target);
        target.Parent = to;
    }

    public override void Undo()
    {
        to.ChildItems.RemoveAt(toIndex);
        from.ChildItems.Insert(fromIndex, target);
        target.Parent = from;
    }

    public override void Stamp(long version)
    {
        target.Version = version;
        from.Version = version;
        to.Version = version;
    }

    public override void Tell()
    {
        if (from == to)
        {
            if (_fromObserved)
                from.Tell(new ChildChange<SObject>(ChildChangeKind.Moved, target, toIndex, fromIndex));
            return;
        }
        if (_fromObserved)
            from.Tell(new ChildChange<SObject>(ChildChangeKind.Removed, target, -1, fromIndex));
        if (_toObserved)
            to.Tell(new ChildChange<SObject>(ChildChangeKind.Added, target, toIndex, -1));
    }
}
