using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The declaration of an attribute: name, kind, flags.</summary>
internal static class AttributeCodec
{
    private const int Fields = 3;

    public static void Write(ref MessagePackWriter writer, AttributeSchema attribute)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(attribute.Name);
        writer.Write((int)attribute.Kind);
        writer.Write((int)attribute.Flags);
    }

    /// <summary>Reads a declaration that is inside <paramref name="depth"/> arrays.</summary>
    public static bool TryRead(ref WireReader reader, int depth, [NotNullWhen(true)] out AttributeSchema? attribute)
    {
        attribute = null;
        if (!reader.TryReadFormHeader(depth, Fields, out var further)
            || !reader.TryReadName(out var name)
            || !reader.TryReadInt(0, out var kind)
            || !reader.TryReadIndex(0, out var flags)
            || !reader.TrySkip(further, depth + 1))
            return false;
        if (!KindCodecs.TryGet(kind, out var codec))
            return reader.Fail($"the kind {kind} is unknown");
        attribute = new AttributeSchema(name, codec.Kind, (AttributeFlags)flags);
        return true;
    }
}
