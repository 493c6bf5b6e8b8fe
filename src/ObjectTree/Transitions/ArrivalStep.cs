using ObjectTree.History;
using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

/// <summary>
/// Objects come to their place: a new one before its own code runs, or all of a destroyed subtree that undo brings back, the same
/// instances. What the world is told of them is captured when they are complete, but counts from this place in the transition: the index
/// was true here.
/// </summary>
internal sealed class ArrivalStep(SObject target, SObject parent, int index, bool isLast, IReadOnlyList<SObject> coming) : TransitionStep
{
    private readonly bool _observed = parent.ChildrenAreObserved;
    private CreateOperation? _operation;

    public override Operation? Operation => _operation;

    public override SObject Placed => target;

    public override bool IsUndoable => _operation is not null;

    public override bool IsOpenToClients => target.Type.IsClientCreatable;

    public override SObject Subject => target;

    public override IEnumerable<(string Policy, SObject Target)> Needs =>
        target.Type.ShapePolicy is { } policy ? [(policy, target)] : [];

    public override long Size => _operation!.Objects.Sum(static state => state.Size);

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(common, parent);

    public void Do()
    {
        parent.PutChild(target, index);
        foreach (var one in coming)
            target.Tree.Index(one);
    }

    public void Complete() =>
        _operation = new CreateOperation([.. ObjectWalk.ParentsFirst(target).Select(one => one.Capture())], isLast ? -1 : index);

    public override void RollBack()
    {
        parent.TakeChild(index);
        foreach (var one in coming)
        {
            target.Tree.Unindex(one);
            one.Life = ObjectLife.Destroyed;
            one.EndSubscriptions();
        }
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        if (target.IsDestroyed)
            throw Conflict($"{target} is gone");
        if (target.Parent != parent)
            throw Conflict($"{target} was moved since");
        var expected = _operation!.Objects;
        var now = ObjectWalk.ParentsFirst(target).ToList();
        if (now.Count != expected.Length)
            throw Conflict($"objects were created or destroyed below {target} since");
        for (var i = 0; i < expected.Length; i++)
        {
            if (!now[i].IsStill(expected[i]))
                throw Conflict($"{now[i]} was changed since");
        }
        Tree.TakeAway(target, index, running);
    }

    public override void Stamp(long version)
    {
        foreach (var one in coming)
            one.Version = version;
        parent.Version = version;
    }

    public override void Tell()
    {
        if (_observed)
            parent.Tell(new ChildChange<SObject>(ChildChangeKind.Added, target, index, -1));
    }
}
