using System.Collections.Immutable;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;

namespace ObjectTree.Model.Shape;

/// <summary>One attribute of a type.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Kind">The kind of its topic.</param>
/// <param name="Flags">What clients may do with it.</param>
public sealed record AttributeSchema(string Name, TopicKind Kind, AttributeFlags Flags)
{
    /// <summary>Attribute 0 of every object: its tags, a set of texts.</summary>
    public static AttributeSchema Tags { get; } = new("tags", TopicKind.Set, AttributeFlags.None);

    /// <summary>What is written to it has to keep to these; told where <see cref="AttributeFlags.Constrained"/> says so.</summary>
    public ImmutableArray<Constraint> Constraints { get; init; } = [];

    /// <summary>The same with more constraints, after those that are there.</summary>
    public AttributeSchema With(ImmutableArray<Constraint> constraints) => constraints.IsEmpty
        ? this
        : this with { Flags = Flags | AttributeFlags.Constrained, Constraints = [.. Constraints, .. constraints] };

    /// <inheritdoc/>
    public bool Equals(AttributeSchema? other) => other is not null && Name == other.Name && Kind == other.Kind && Flags == other.Flags
        && Constraints.AsSpan().SequenceEqual(other.Constraints.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Flags, Constraints.Length);
}
