using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Float;

/// <summary>Changes a floating-point number.</summary>
/// <param name="Address">The attribute.</param>
public abstract record FloatOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.Float;

    /// <inheritdoc/>
    public sealed override bool CommutesWith(TopicOperation other) => this is Add && other is Add;

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => FloatMerge.Of(operations);

    /// <summary>Replaces the number.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Value">The new number; finite.</param>
    public sealed record Set(AttributeAddress Address, double Value) : FloatOperation(Address);

    /// <summary>
    /// Adds to the number, so that concurrent additions all count. Its inverse sets what was there: sums of floats are not exact.
    /// </summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Delta">What is added; finite.</param>
    public sealed record Add(AttributeAddress Address, double Delta) : FloatOperation(Address);
}
