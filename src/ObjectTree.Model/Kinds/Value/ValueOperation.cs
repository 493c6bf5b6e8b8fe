using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Value;

/// <summary>Replaces a single value of any type.</summary>
/// <param name="Address">The attribute.</param>
/// <param name="Value">The new value.</param>
public sealed record ValueOperation(AttributeAddress Address, Values.Value Value) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public override TopicKind Kind => TopicKind.Value;

    /// <inheritdoc/>
    public override HeldValues HeldValues() => new(Value);

    /// <inheritdoc/>
    public override ValueOperation MapValues(Func<Values.Value, Values.Value> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return this with { Value = convert(Value) };
    }

    internal override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => [operations[^1]];
}
