using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>An attribute that holds nothing and tells that something happens. Undo tells that it is undone.</summary>
/// <typeparam name="T">The type of what is told, any that can travel, see <see cref="ValueConverters"/>. Reference types may be
/// null.</typeparam>
public sealed class EventTopic<[DynamicallyAccessedMembers(ValueMembers.Kept)] T> : Topic<EventChange<T>>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    /// <summary>Makes a topic.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public EventTopic() => _ = MayRefer; // refuses the type here, and not at the first use

    private protected override TopicKind Kind => TopicKind.Event;

    private protected override bool MayRefer => Converter.MayRefer;

    private protected override bool HasState => false;

    /// <summary>Tells that it happened. Each call is one operation.</summary>
    /// <exception cref="ArgumentException">The arguments cannot travel.</exception>
    public void Emit(T args)
    {
        using var scope = Lock();
        Write(new EventOperation.Emit(Address, Converter.ToValueOrNull(args, Host)));
    }

    private protected override TopicOperation Fit(TopicOperation operation)
    {
        var own = Own(operation);
        _ = Converter.FitOrNull(own.Args); // nothing is kept of it, so it may stay as it was said
        return own;
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<EventChange<T>>? changes)
    {
        var own = Own(operation);
        changes?.Add(Change(own));
        return EventState.Inverse(own);
    }

    private protected override void Preview(TopicOperation operation, List<EventChange<T>> changes) => changes.Add(Change(Own(operation)));

    private protected override TopicOperation? ReduceFitted(TopicOperation operation) => Own(operation) is EventOperation.Emit emit
        ? emit
        : throw new ArgumentException("Only an undo withdraws what was told.", nameof(operation));

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        EventUndo.TakeBack(Own(inverse));

    private protected override Value Capture() => Model.Values.Value.Null;

    private protected override TopicOperation? Whole(Value state) => null;

    private protected override void Load(Value state)
    {
        if (!state.IsNull)
            throw new InvalidCastException("An event has no state.");
    }

    private EventChange<T> Change(EventOperation operation) =>
        new(Converter.FromValueOrNull(operation.Args, Host), operation is EventOperation.Withdraw);

    private EventOperation Own(TopicOperation operation) => operation as EventOperation ?? throw WrongOperation.For(Kind, operation);
}
