using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Event;

/// <summary>Tells that something happened, or that it is undone. Changes no state.</summary>
/// <param name="Address">The attribute.</param>
/// <param name="Args">What is told of it.</param>
public abstract record EventOperation(AttributeAddress Address, Values.Value Args) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.Event;

    /// <inheritdoc/>
    public sealed override bool ChangesState => false;

    /// <inheritdoc/>
    public sealed override bool CommutesWith(TopicOperation other) => other is EventOperation;

    /// <inheritdoc/>
    public sealed override HeldValues HeldValues() => new(Args);

    /// <inheritdoc/>
    public sealed override EventOperation MapValues(Func<Values.Value, Values.Value> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return this with { Args = convert(Args) };
    }

    internal sealed override HeldValues Entering => default;

    /// <summary>It happened.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Args">What is told of it.</param>
    public sealed record Emit(AttributeAddress Address, Values.Value Args) : EventOperation(Address, Args);

    /// <summary>What an <see cref="Emit"/> told is undone.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Args">What was told.</param>
    public sealed record Withdraw(AttributeAddress Address, Values.Value Args) : EventOperation(Address, Args);
}
