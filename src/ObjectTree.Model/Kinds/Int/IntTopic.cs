using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that is an integer within ±(2^53−1), the range that every client can hold.</summary>
public sealed class IntTopic : Topic<ValueChange<long>>
{
    private IntState _state;

    /// <summary>Makes a topic with a first value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond ±(2^53−1).</exception>
    public IntTopic(long value = 0)
    {
        Model.Values.Value.ThrowIfOutOfRange(value);
        _state = new IntState(value);
    }

    /// <summary>The value. Setting what is already there is no operation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set beyond ±(2^53−1).</exception>
    public long Value
    {
        get => _state.Value;
        set
        {
            Model.Values.Value.ThrowIfOutOfRange(value);
            using var scope = Lock();
            if (value != _state.Value)
                Write(new IntOperation.Set(Address, value));
        }
    }

    private protected override TopicKind Kind => TopicKind.Int;

    /// <summary>Adds to the value; additions made at the same time all count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum, or <paramref name="delta"/>, is beyond ±(2^53−1).</exception>
    public void Add(long delta)
    {
        Model.Values.Value.ThrowIfOutOfRange(delta);
        using var scope = Lock();
        if (delta != 0)
            Write(new IntOperation.Add(Address, delta));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private protected override TopicOperation Apply(TopicOperation operation, List<ValueChange<long>>? changes)
    {
        var old = _state.Value;
        var inverse = _state.Apply(Own(operation));
        changes?.Add(new ValueChange<long>(old, _state.Value));
        return inverse;
    }

    private protected override void Preview(TopicOperation operation, List<ValueChange<long>> changes)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        changes.Add(new ValueChange<long>(_state.Value, next.Value));
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        ConstraintCheck.Single(constraints, Model.Values.Value.FromInt(next.Value));
    }

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var (own, next) = (Own(operation), _state);
        _ = next.Apply(own);
        return next.Value == _state.Value ? null : own;
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        IntUndo.TakeBack(_state.Value, Own(operation), Own(inverse));

    private protected override Value Capture() => Model.Values.Value.FromInt(_state.Value);

    private protected override TopicOperation? Whole(Value state) => new IntOperation.Set(Address, state.AsInt());

    private protected override void Load(Value state) => _state = new IntState(state.AsInt());

    private IntOperation Own(TopicOperation operation) => operation as IntOperation ?? throw WrongOperation.For(Kind, operation);
}
