using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Bool;

/// <summary>Sets a bool.</summary>
/// <param name="Address">The attribute.</param>
/// <param name="Value">The new value.</param>
public sealed record BoolOperation(AttributeAddress Address, bool Value) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public override TopicKind Kind => TopicKind.Bool;

    internal override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => [operations[^1]];
}
