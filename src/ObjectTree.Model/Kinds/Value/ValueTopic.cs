using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a single value of any type that can travel. May be read from any thread: without waiting, unless the type holds
/// objects of the tree, which are looked up under the tree's lock.
/// </summary>
/// <typeparam name="T">The value's type, see <see cref="ValueConverters"/>. Reference types and <see cref="Nullable{T}"/> may be
/// null.</typeparam>
public sealed class ValueTopic<[DynamicallyAccessedMembers(ValueMembers.Kept)] T> : Topic<ValueChange<T>>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private volatile ValueState<T> _state;

    /// <summary>Makes a topic with the type's default.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">The default is no value of the type, such as 0 of an enumeration without such a
    /// member.</exception>
    public ValueTopic()
        : this(default!)
    {
    }

    /// <summary>Makes a topic with a first value.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">The value cannot travel.</exception>
    public ValueTopic(T value) => _state = State(Converter.ToValueOrNull(value, null));

    /// <summary>The value. Setting what is already there is no operation.</summary>
    /// <exception cref="ArgumentException">Set to what cannot travel.</exception>
    public T Value
    {
        get
        {
            if (Converter.IsConstant)
                return _state.Typed;
            if (!Converter.MayRefer)
                return Read(_state.Value);
            using var scope = Lock();
            return Read(_state.Value);
        }
        set
        {
            using var scope = Lock();
            var next = Converter.ToValueOrNull(value, Host);
            if (next != _state.Value)
                Write(new ValueOperation(Address, next));
        }
    }

    private protected override TopicKind Kind => TopicKind.Value;

    private protected override bool MayRefer => Converter.MayRefer;

    /// <inheritdoc/>
    public override string ToString() => _state.Value.ToString();

    private protected override TopicOperation Fit(TopicOperation operation)
    {
        var own = Own(operation);
        var fitted = Converter.FitOrNull(own.Value);
        return fitted.IsSame(own.Value) ? own : own with { Value = fitted };
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<ValueChange<T>>? changes)
    {
        var own = Own(operation);
        var (old, next) = (_state, State(own.Value));
        changes?.Add(new ValueChange<T>(Read(old.Value), Read(next.Value)));
        _state = next;
        return own with { Value = old.Value };
    }

    private protected override void Preview(TopicOperation operation, List<ValueChange<T>> changes) =>
        changes.Add(new ValueChange<T>(Read(_state.Value), Read(Own(operation).Value)));

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var own = Own(operation);
        Converter.CheckReferences([own.Value], Host);
        return own.Value == _state.Value ? null : own;
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        ValueUndo.TakeBack(_state.Value, Own(operation), Own(inverse));

    private protected override Value Capture() => _state.Value;

    private protected override TopicOperation? Whole(Value state) => new ValueOperation(Address, state);

    private protected override void Load(Value state) => _state = State(Converter.FitOrNull(state));

    private protected override void CheckReferences() => Converter.CheckReferences([_state.Value], Host);

    private static ValueState<T> State(Value value) => new(value, Converter.IsConstant ? Converter.FromValueOrNull(value, null) : default!);

    private T Read(Value value) => Converter.FromValueOrNull(value, Host);

    private ValueOperation Own(TopicOperation operation) => operation as ValueOperation ?? throw WrongOperation.For(Kind, operation);
}
