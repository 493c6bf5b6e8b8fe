using System.Collections.Immutable;

namespace ObjectTree.Model.Shape;

/// <summary>Creates an object and all below it.</summary>
/// <param name="Objects">The object, then its descendants: parents before children, children in order.</param>
/// <param name="Index">The object's place among its parent's children; −1 the last.</param>
public sealed record CreateOperation(ImmutableArray<ObjectState> Objects, int Index) : Operation
{
    /// <summary>The object at the top.</summary>
    public ObjectState Top => Objects[0];

    /// <inheritdoc/>
    public bool Equals(CreateOperation? other) =>
        other is not null && Index == other.Index && Objects.AsSpan().SequenceEqual(other.Objects.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Objects.Length, Top);
}
