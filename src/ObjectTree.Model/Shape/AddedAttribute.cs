using ObjectTree.Model.Values;

namespace ObjectTree.Model.Shape;

/// <summary>An attribute that one object has beyond those of its type.</summary>
/// <param name="Number">Its number in the object; above those of the type.</param>
/// <param name="Schema">Name, kind and flags.</param>
/// <param name="State">Its value.</param>
public sealed record AddedAttribute(int Number, AttributeSchema Schema, Value State)
{
    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public long Size => 128 + ValueSize.Of(State);
}
