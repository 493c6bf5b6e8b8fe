using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The operands of a Type instruction.</summary>
internal static class TypeCodec
{
    public static void Write(ref MessagePackWriter writer, TypeSchema type)
    {
        writer.Write(type.Number);
        writer.Write(type.Name);
        writer.Write(type.FrontendType);
        writer.WriteArrayHeader(type.Attributes.Length);
        foreach (var attribute in type.Attributes)
            AttributeCodec.Write(ref writer, attribute);
        NamesCodec.Write(ref writer, type.Methods);
    }

    public static bool TryRead(ref WireReader reader, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        if (!reader.TryReadIndex(0, out var number)
            || !reader.TryReadName(out var name)
            || !reader.TryReadName(out var frontend)
            || !TryReadAttributes(ref reader, out var attributes)
            || !NamesCodec.TryRead(ref reader, out var methods))
            return false;
        type = new TypeSchema(number, name, frontend, attributes, methods);
        return true;
    }

    private static bool TryReadAttributes(ref WireReader reader, out ImmutableArray<AttributeSchema> attributes)
    {
        attributes = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<AttributeSchema>(count);
        while (read.Count < count)
        {
            if (!AttributeCodec.TryRead(ref reader, 1, out var attribute))
                return false;
            read.Add(attribute);
        }
        attributes = read.MoveToImmutable();
        return true;
    }
}
