using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Int;

/// <summary>Changes an integer.</summary>
/// <param name="Address">The attribute.</param>
public abstract record IntOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.Int;

    /// <inheritdoc/>
    public sealed override bool CommutesWith(TopicOperation other) => this is Add && other is Add;

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => IntMerge.Of(operations);

    /// <summary>Replaces the value.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Value">The new value.</param>
    public sealed record Set(AttributeAddress Address, long Value) : IntOperation(Address);

    /// <summary>Adds to the value.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Delta">What to add.</param>
    public sealed record Add(AttributeAddress Address, long Delta) : IntOperation(Address);
}
