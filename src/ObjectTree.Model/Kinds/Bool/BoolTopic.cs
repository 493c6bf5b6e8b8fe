using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that is true or false.</summary>
public sealed class BoolTopic : Topic<ValueChange<bool>>
{
    private BoolState _state;

    /// <summary>Makes a topic with a first value.</summary>
    public BoolTopic(bool value = false) => _state = new BoolState(value);

    /// <summary>The value. Setting what is already there is no operation.</summary>
    public bool Value
    {
        get => _state.Value;
        set
        {
            using var scope = Lock();
            if (value != _state.Value)
                Write(new BoolOperation(Address, value));
        }
    }

    private protected override TopicKind Kind => TopicKind.Bool;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    private protected override TopicOperation Apply(TopicOperation operation, List<ValueChange<bool>>? changes)
    {
        var inverse = _state.Apply(Own(operation));
        changes?.Add(new ValueChange<bool>(inverse.Value, _state.Value));
        return inverse;
    }

    private protected override void Preview(TopicOperation operation, List<ValueChange<bool>> changes)
    {
        var next = _state;
        _ = next.Apply(Own(operation));
        changes.Add(new ValueChange<bool>(_state.Value, next.Value));
    }

    private protected override TopicOperation? ReduceFitted(TopicOperation operation) =>
        Own(operation).Value == _state.Value ? null : operation;

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        BoolUndo.TakeBack(_state.Value, Own(operation), Own(inverse));

    private protected override Value Capture() => Model.Values.Value.FromBool(_state.Value);

    private protected override TopicOperation? Whole(Value state) => new BoolOperation(Address, state.AsBool());

    private protected override void Load(Value state) => _state = new BoolState(state.AsBool());

    private BoolOperation Own(TopicOperation operation) => operation as BoolOperation ?? throw WrongOperation.For(Kind, operation);
}
