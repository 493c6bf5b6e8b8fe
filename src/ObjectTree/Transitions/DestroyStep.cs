using ObjectTree.History;
using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

/// <summary>An object and all below it go. The instances stay as they are, for a rollback or an undo.</summary>
internal sealed class DestroyStep(SObject target, SObject parent, int index) : TransitionStep
{
    private const long SizePerObject = 768; // of an instance, besides its state

    private readonly bool _observed = parent.ChildrenAreObserved;
    private readonly ObjectLife _life = target.Life;
    private readonly SObject? _neighbour = index == 0 ? null : parent.ChildItems[index - 1];
    private readonly long _nextId = target.Tree.NextId;
    private readonly SObject[] _gone = ObjectWalk.ChildrenFirst(target);

    public override Operation? Operation { get; } = target.Life == ObjectLife.Building ? null : new DestroyOperation(target.Id);

    public override bool IsUndoable => Operation is not null;

    public override bool IsOpenToClients => target.Type.IsClientCreatable;

    public override SObject Subject => target;

    public override IEnumerable<(string Policy, SObject Target)> Needs =>
        target.Type.ShapePolicy is { } policy ? [(policy, parent)] : [];

    public override long Size => _gone.Sum(static one => SizePerObject + one.Capture().Size);

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(common, parent);

    public override void AddFreed(Dictionary<string, long> keys)
    {
        if (Operation is null)
            return;
        foreach (var one in _gone.Where(one => one.Key is not null))
            keys[one.Key!] = _nextId;
    }

    public void Do()
    {
        parent.TakeChild(index);
        target.Tree.BeforeLeaving(_gone);
        foreach (var one in _gone)
        {
            one.Tree.Unindex(one);
            one.Life = ObjectLife.Destroyed;
        }
    }

    public override void RollBack()
    {
        parent.PutChild(target, index);
        foreach (var one in _gone)
        {
            one.Tree.Index(one);
            one.Life = _life;
        }
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        if (parent.IsDestroyed)
            throw Conflict($"{parent}, where {target} was, is gone");
        foreach (var one in _gone)
        {
            if (one.Key is { } key && tree.Find(key) is { } holder)
                throw Conflict($"the key '{key}' is taken by {holder}");
            if (!tree.Knows(one.Type))
                throw Conflict($"the type {one.Type.Schema.Name} is not registered any more");
        }
        tree.BringBack(target, parent, MoveStep.PlaceBeside(parent, _neighbour, index), _gone, running);
    }

    public override void Stamp(long version)
    {
        parent.Version = version;
        foreach (var one in _gone)
            one.Version = version;
    }

    public override void Tell()
    {
        if (_observed)
            parent.Tell(new ChildChange<SObject>(ChildChangeKind.Removed, target, -1, index));
        foreach (var one in _gone)
        {
            one.EndSubscriptions();
            try
            {
                one.OnDestroy();
            }
            catch (Exception exception)
            {
                one.Tree.ObserverFailed(one, nameof(SObject.OnDestroy), exception);
            }
        }
    }
}
