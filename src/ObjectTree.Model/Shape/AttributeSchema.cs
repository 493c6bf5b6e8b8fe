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
}
