using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.String;

/// <summary>Changes text. Positions and lengths count UTF-16 code units.</summary>
/// <param name="Address">The attribute.</param>
public abstract record StringOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.String;

    /// <inheritdoc/>
    public sealed override bool HasPlaces => true;

    /// <inheritdoc/>
    public sealed override bool ReplacesAll => this is Set;

    /// <inheritdoc/>
    public sealed override long Size => FixedSize + (2 * (this switch
    {
        Set set => set.Value.Length,
        Splice splice => splice.Inserted.Length,
        _ => 0,
    }));

    /// <inheritdoc/>
    public sealed override ImmutableArray<TopicOperation> Rebase(ref ImmutableArray<TopicOperation> others) =>
        OperationTransform<StringOperation, StringTransformStep>.Rebase(this, ref others);

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => StringMerge.Of(operations);

    /// <summary>Replaces the whole text.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Value">The new text.</param>
    public sealed record Set(AttributeAddress Address, string Value) : StringOperation(Address);

    /// <summary>Replaces a part of the text.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Position">Where the part begins.</param>
    /// <param name="Deleted">How many code units go.</param>
    /// <param name="Inserted">What comes in their place.</param>
    public sealed record Splice(AttributeAddress Address, int Position, int Deleted, string Inserted) : StringOperation(Address);
}
