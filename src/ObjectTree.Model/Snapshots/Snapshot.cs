using System.Collections.Immutable;
using ObjectTree.Model.Shape;

namespace ObjectTree;

/// <summary>A tree, or an object with all below it, at one moment. Immutable, compared by content.</summary>
/// <param name="Version">The tree's version of that moment.</param>
/// <param name="NextId">The id that the tree's next object gets.</param>
/// <param name="Objects">The object at the top, then its descendants: parents before children, children in order.</param>
public sealed record Snapshot(long Version, long NextId, ImmutableArray<ObjectState> Objects)
{
    /// <summary>
    /// The tree's unbroken line of versions; null once it was kept as bytes or text. Tells whether references to objects outside still mean
    /// something; not a part of what is compared.
    /// </summary>
    public string? Epoch { get; init; }

    /// <summary>The types that the objects have, by number.</summary>
    public IEnumerable<TypeSchema> Types => Objects.Select(state => state.Type).Distinct().OrderBy(type => type.Number);

    /// <inheritdoc/>
    public bool Equals(Snapshot? other) =>
        other is not null && Version == other.Version && NextId == other.NextId
        && Objects.AsSpan().SequenceEqual(other.Objects.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, NextId, Objects.Length);
}
