using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that is a finite floating-point number.</summary>
public sealed class FloatTopic : Topic<ValueChange<double>>
{
    private FloatState _state;

    /// <summary>Makes a topic with a first value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public FloatTopic(double value = 0)
    {
        Model.Values.Value.ThrowIfNotFinite(value);
        _state = new FloatState(value);
    }

    /// <summary>The value. Setting what is already there is no operation; minus zero is not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to what is not finite.</exception>
    public double Value
    {
        get => _state.Value;
        set
        {
            Model.Values.Value.ThrowIfNotFinite(value);
            using var scope = Lock();
            if (!FloatState.AreSame(value, _state.Value))
                Write(new FloatOperation.Set(Address, value));
        }
    }

    private protected override TopicKind Kind => TopicKind.Float;

    /// <summary>
    /// Adds to the value; additions made at the same time all count. Adding what is too small to change the sum is no operation.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum, or <paramref name="delta"/>, is not finite.</exception>
    public void Add(double delta)
    {
        Model.Values.Value.ThrowIfNotFinite(delta);
        using var scope = Lock();
        if (delta != 0 && !FloatState.AreSame(_state.Value, _state.Value + delta))
            Write(new FloatOperation.Add(Address, delta));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private protected override TopicOperation Apply(TopicOperation operation, List<ValueChange<double>>? changes)
    {
        var inverse = _state.Apply(Own(operation));
        changes?.Add(new ValueChange<double>(inverse.Value, _state.Value));
        return inverse;
    }

    private protected override void Preview(TopicOperation operation, List<ValueChange<double>> changes)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        changes.Add(new ValueChange<double>(_state.Value, next.Value));
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        ConstraintCheck.Single(constraints, Model.Values.Value.FromFloat(next.Value));
    }

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var (own, next) = (Own(operation), _state);
        _ = next.Apply(own);
        return FloatState.AreSame(next.Value, _state.Value) ? null : own;
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        FloatUndo.TakeBack(_state.Value, Own(operation), Own(inverse));

    private protected override Value Capture() => Model.Values.Value.FromFloat(_state.Value);

    private protected override TopicOperation? Whole(Value state) => new FloatOperation.Set(Address, state.AsFloat());

    private protected override void Load(Value state) => _state = new FloatState(state.AsFloat());

    private FloatOperation Own(TopicOperation operation) => operation as FloatOperation ?? throw WrongOperation.For(Kind, operation);
}
