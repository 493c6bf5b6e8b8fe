using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

internal sealed class DestroyStep(SObject target, SObject parent, int index) : TransitionStep
{
    private readonly bool _observed = parent.ChildrenAreObserved;
    private readonly ObjectLife _life = target.Life;
    private readonly SObject[] _gone = [.. ObjectWalk.ChildrenFirst(target)];

    public override Operation? Operation { get; } = target.Life == ObjectLife.Building ? null : new DestroyOperation(target.Id);

    public override bool Frees(string key) => Operation is not null && Array.Exists(_gone, one => one.Key == key);

    public void Do()
    {
        parent.ChildItems.RemoveAt(index);
        foreach (var one in _gone)
        {
            one.Tree.Unindex(one);
            one.Life = ObjectLife.Destroyed;
        }
    }

    public override void Undo()
    {
        parent.ChildItems.Insert(index, target);
        foreach (var one in _gone)
        {
            one.Tree.Index(one);
            one.Life = _life;
        }
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
