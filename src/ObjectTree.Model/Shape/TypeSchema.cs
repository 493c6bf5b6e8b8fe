using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Shape;

/// <summary>What is known of a class of objects outside the process that defines it.</summary>
/// <param name="Number">Its number in the tree, by registration.</param>
/// <param name="Name">Its unique name in the tree.</param>
/// <param name="FrontendType">The name that clients map to views.</param>
/// <param name="Attributes">Its attributes, numbered from 1 in this order; 0 are the tags, which every object has.</param>
/// <param name="Methods">The names of the methods that clients may call.</param>
public sealed record TypeSchema(
    int Number,
    string Name,
    string FrontendType,
    ImmutableArray<AttributeSchema> Attributes,
    ImmutableArray<string> Methods)
{
    /// <summary>
    /// The kinds of records that its attributes and methods name, those within others first. For the writer's use: not a part of what makes
    /// two types equal.
    /// </summary>
    public ImmutableArray<RecordSchema> Records { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(TypeSchema? other) =>
        other is not null && Number == other.Number && Name == other.Name && FrontendType == other.FrontendType
        && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan()) && Methods.AsSpan().SequenceEqual(other.Methods.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Name, FrontendType, Attributes.Length, Methods.Length);
}
