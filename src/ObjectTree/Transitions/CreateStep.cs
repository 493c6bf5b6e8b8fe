using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

/// <summary>
/// A new object, put in its place before its own code runs. What the world is told of it is captured when it is built, but counts from this
/// place in the transition: the index was true here.
/// </summary>
internal sealed class CreateStep(SObject target, SObject parent, int index, bool isLast) : TransitionStep
{
    private readonly bool _observed = parent.ChildrenAreObserved;
    private CreateOperation? _operation;

    public override Operation? Operation => _operation;

    public override bool Creates(SObject? created) => created == target;

    public void Do()
    {
        target.Parent = parent;
        parent.ChildItems.Insert(index, target);
        target.Tree.Index(target);
    }

    public void Complete() =>
        _operation = new CreateOperation([.. ObjectWalk.ParentsFirst(target).Select(one => one.Capture())], isLast ? -1 : index);

    public override void Undo()
    {
        parent.ChildItems.RemoveAt(index);
        target.Tree.Unindex(target);
        target.Life = ObjectLife.Destroyed;
    }

    public override void Stamp(long version)
    {
        target.Version = version;
        parent.Version = version;
    }

    public override void Tell()
    {
        if (_observed)
            parent.Tell(new ChildChange<SObject>(ChildChangeKind.Added, target, index, -1));
    }
}
