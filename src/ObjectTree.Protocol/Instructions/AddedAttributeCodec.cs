using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The operands of an AddAttribute instruction.</summary>
internal static class AddedAttributeCodec
{
    public static void Write(ref MessagePackWriter writer, AddedAttribute added)
    {
        writer.Write(added.Number);
        AttributeCodec.Write(ref writer, added.Schema);
        KindCodecs.Of(added.Schema.Kind).WriteState(ref writer, added.State);
    }

    /// <summary>Reads an attribute of an object of <paramref name="type"/>.</summary>
    public static bool TryRead(ref WireReader reader, TypeSchema type, [NotNullWhen(true)] out AddedAttribute? added)
    {
        added = null;
        if (!reader.TryReadIndex(type.Attributes.Length + 1, out var number)
            || !AttributeCodec.TryRead(ref reader, 0, out var schema)
            || !KindCodecs.Of(schema.Kind).TryReadState(ref reader, out var state))
            return false;
        added = new AddedAttribute(number, schema, state);
        return true;
    }
}
