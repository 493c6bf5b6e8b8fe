using ObjectTree.History;
using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

/// <summary>An object goes to another place.</summary>
internal sealed class MoveStep : TransitionStep
{
    private static readonly object Creation = new(); // the cause of a place that no move has changed

    private readonly SObject _target;
    private readonly SObject _from;
    private readonly int _fromIndex;
    private readonly SObject? _neighbour; // before it in the place it left
    private readonly SObject _to;
    private readonly int _toIndex;
    private readonly bool _fromObserved;
    private readonly bool _toObserved;

    // Whose doing the object's place is, before and after. An undo gives the place back to whoever had it, so that older moves can be
    // undone.
    private readonly object _cause;
    private readonly object _newCause;

    private MoveStep(SObject target, SObject from, int fromIndex, SObject to, int toIndex, object? cause)
    {
        (_target, _from, _fromIndex, _to, _toIndex) = (target, from, fromIndex, to, toIndex);
        _neighbour = fromIndex == 0 ? null : from.ChildItems[fromIndex - 1];
        (_fromObserved, _toObserved) = (from.ChildrenAreObserved, to.ChildrenAreObserved);
        (_cause, _newCause) = (target.PlaceCause ?? Creation, cause ?? new object()); // not this step, which would hold all moves before it
        IsUndoable = target.Life != ObjectLife.Building;
        if (IsUndoable && Moves)
            Operation = new MoveOperation(target.Id, to.Id, toIndex == LastIndex(target, to) ? -1 : toIndex);
    }

    public override Operation? Operation { get; }

    public override SObject? Placed => _from == _to ? null : _target;

    public override bool IsUndoable { get; }

    public override bool IsOpenToClients => _target.Type.IsClientCreatable;

    public override SObject Subject => _target;

    public override IEnumerable<(string Policy, SObject Target)> Needs =>
        _target.Type.ShapePolicy is { } policy ? _from == _to ? [(policy, _target)] : [(policy, _target), (policy, _from)] : [];

    public override long Size => 128;

    /// <summary>Not, when an undo finds the object where it is to be: then only whose doing that is changes.</summary>
    private bool Moves => _from != _to || _fromIndex != _toIndex;

    /// <summary>The last place that an object can have among the children of another.</summary>
    public static int LastIndex(SObject target, SObject parent) => parent.ChildCount - (target.Parent == parent ? 1 : 0);

    /// <summary>Where the place after a neighbour is now; when that has left, the old index as far as it is there.</summary>
    public static int PlaceBeside(SObject parent, SObject? neighbour, int index)
    {
        if (neighbour is null)
            return 0;
        return neighbour.Parent == parent && !neighbour.IsDestroyed
            ? parent.PlaceOf(neighbour, index - 1) + 1
            : Math.Min(index, parent.ChildCount);
    }

    /// <param name="target">Who goes.</param>
    /// <param name="likely">Where it is likely to be now.</param>
    /// <param name="to">Its parent from now on.</param>
    /// <param name="toIndex">Its place there.</param>
    /// <param name="cause">Whose doing the place is; null: this step's.</param>
    public static MoveStep Do(SObject target, int likely, SObject to, int toIndex, object? cause = null)
    {
        var from = target.Parent!;
        var step = new MoveStep(target, from, from.PlaceOf(target, likely), to, toIndex, cause);
        step.Do();
        return step;
    }

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(CommonAncestor.Of(common, _from), _to);

    public override void RollBack()
    {
        _to.TakeChild(_toIndex);
        _from.PutChild(_target, _fromIndex);
        _target.PlaceCause = _cause;
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        if (_target.IsDestroyed)
            throw Conflict($"{_target} is gone");
        if (_target.Parent != _to || !ReferenceEquals(_target.PlaceCause, _newCause))
            throw Conflict($"{_target} was moved since");
        if (_from.IsDestroyed)
            throw Conflict($"{_from}, where {_target} was, is gone");
        var index = PlaceBeside(_from, _neighbour, _fromIndex);
        if (_from == _to && index > _from.PlaceOf(_target, _toIndex))
            index--; // counted without the object itself
        Tree.MoveBack(_target, _toIndex, _from, index, _cause, running);
    }

    public override void Stamp(long version)
    {
        if (!Moves)
            return;
        _target.Version = version;
        _from.Version = version;
        _to.Version = version;
    }

    public override void Tell()
    {
        if (_from == _to)
        {
            if (_fromObserved && Moves)
                _from.Tell(new ChildChange<SObject>(ChildChangeKind.Moved, _target, _toIndex, _fromIndex));
            return;
        }
        if (_fromObserved)
            _from.Tell(new ChildChange<SObject>(ChildChangeKind.Removed, _target, -1, _fromIndex));
        if (_toObserved)
            _to.Tell(new ChildChange<SObject>(ChildChangeKind.Added, _target, _toIndex, -1));
    }

    private void Do()
    {
        _from.TakeChild(_fromIndex);
        _to.PutChild(_target, _toIndex);
        _target.PlaceCause = _newCause;
    }
}
