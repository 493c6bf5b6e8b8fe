using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>The operands of a Record instruction.</summary>
internal static class RecordCodec
{
    public static void Write(ref MessagePackWriter writer, RecordSchema record)
    {
        writer.Write(record.Number);
        writer.Write(record.Name);
        NamesCodec.Write(ref writer, record.Fields);
    }

    public static bool TryRead(ref WireReader reader, [NotNullWhen(true)] out RecordSchema? record)
    {
        record = null;
        if (!reader.TryReadIndex(0, out var number)
            || !reader.TryReadName(out var name)
            || !NamesCodec.TryRead(ref reader, out var fields))
            return false;
        record = new RecordSchema(number, name, fields);
        return true;
    }
}
