using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The operands of a Type instruction.</summary>
internal static class TypeCodec
{
    private const int AttributeFields = 3;
    private const int MethodFields = 1;

    public static void Write(ref MessagePackWriter writer, TypeSchema type)
    {
        writer.Write(type.Number);
        writer.Write(type.Name);
        writer.Write(type.FrontendType);
        writer.WriteArrayHeader(type.Attributes.Length);
        foreach (var attribute in type.Attributes)
        {
            writer.WriteArrayHeader(AttributeFields);
            writer.Write(attribute.Name);
            writer.Write((int)attribute.Kind);
            writer.Write((int)attribute.Flags);
        }
        writer.WriteArrayHeader(type.Methods.Length);
        foreach (var method in type.Methods)
        {
            writer.WriteArrayHeader(MethodFields);
            writer.Write(method);
        }
    }

    public static bool TryRead(ref WireReader reader, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        if (!reader.TryReadIndex(0, out var number)
            || !reader.TryReadName(out var name)
            || !reader.TryReadName(out var frontend)
            || !TryReadAttributes(ref reader, out var attributes)
            || !TryReadMethods(ref reader, out var methods))
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
            if (!TryReadHeader(ref reader, AttributeFields, out var further)
                || !reader.TryReadName(out var name)
                || !reader.TryReadInt(0, out var kind)
                || !reader.TryReadIndex(0, out var flags)
                || !reader.TrySkip(further, 2))
                return false;
            if (!KindCodecs.TryGet(kind, out var codec))
                return reader.Fail($"the kind {kind} is unknown");
            read.Add(new AttributeSchema(name, codec.Kind, (AttributeFlags)flags));
        }
        attributes = read.MoveToImmutable();
        return true;
    }

    private static bool TryReadMethods(ref WireReader reader, out ImmutableArray<string> methods)
    {
        methods = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<string>(count);
        while (read.Count < count)
        {
            if (!TryReadHeader(ref reader, MethodFields, out var further)
                || !reader.TryReadName(out var name)
                || !reader.TrySkip(further, 2))
                return false;
            read.Add(name);
        }
        methods = read.MoveToImmutable();
        return true;
    }

    private static bool TryReadHeader(ref WireReader reader, int fields, out int further)
    {
        further = 0;
        if (!reader.TryReadArrayHeader(1, out var count))
            return false;
        further = count - fields;
        return further >= 0 || reader.Fail($"expected an array of {fields}");
    }
}
