using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Shape;

/// <summary>An object gets an attribute that its type does not declare.</summary>
/// <param name="ObjectId">The object.</param>
/// <param name="Added">The attribute with its state.</param>
public sealed record AddAttributeOperation(long ObjectId, AddedAttribute Added) : Operation
{
    /// <summary>The kinds of records that its values may be or hold, those within others first.</summary>
    public ImmutableArray<RecordSchema> Records { get; init; } = [];

    /// <summary>Whether both give the same object the same attribute.</summary>
    public bool Equals(AddAttributeOperation? other) => other is not null && ObjectId == other.ObjectId && Added == other.Added;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ObjectId, Added);
}
