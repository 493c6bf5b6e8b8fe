using System.Collections.Immutable;
using System.Text;
using MessagePack;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Wire;

/// <summary>How many bytes <see cref="ValueWriter"/> takes for a value: a record's size stands before its fields.</summary>
internal static class ValueSize
{
    /// <summary>The bytes of a record's number and fields, without the extension's header.</summary>
    public static int OfContent(RecordValue record) => MessagePackWriter.GetEncodedLength(record.Schema.Number) + OfAll(record.Fields);

    /// <summary>The bytes of an id in a reference, without the extension's header.</summary>
    public static int OfReference(long id) => id switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => 1,
        >= short.MinValue and <= short.MaxValue => 2,
        >= int.MinValue and <= int.MaxValue => 4,
        _ => 8,
    };

    private static int Of(Value value) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Bool => 1,
        ValueKind.Int => MessagePackWriter.GetEncodedLength(value.AsInt()),
        ValueKind.Float => OfFloat(value.AsFloat()),
        ValueKind.String => OfText(value.AsString()),
        ValueKind.Array => OfHeader(value.AsArray().Length) + OfAll(value.AsArray()),
        ValueKind.Map => OfMap(value.AsMap()),
        ValueKind.Bytes => OfBytes(value.AsBytes().Length),
        ValueKind.Reference => OfExtension(OfReference(value.AsReference())),
        _ => OfExtension(OfContent(value.AsRecord())),
    };

    private static int OfAll(ImmutableArray<Value> items)
    {
        var size = 0;
        foreach (var item in items)
            size = checked(size + Of(item));
        return size;
    }

    private static int OfMap(ValueMap map)
    {
        var size = OfHeader(map.Count);
        foreach (var (key, value) in map)
            size = checked(size + OfText(key) + Of(value));
        return size;
    }

    private static int OfFloat(double value)
    {
        if (Value.IsWhole(value))
            return MessagePackWriter.GetEncodedLength((long)value);
        return (float)value == value ? 5 : 9;
    }

    private static int OfText(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes + (bytes < 32 ? 1 : OfLength(bytes));
    }

    private static int OfBytes(int bytes) => bytes + OfLength(bytes);

    private static int OfExtension(int bytes) => bytes + (bytes is 1 or 2 or 4 or 8 or 16 ? 2 : 1 + OfLength(bytes));

    /// <summary>Of an array or a map.</summary>
    private static int OfHeader(int count) => count switch
    {
        < 16 => 1,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    /// <summary>A code and a length after it.</summary>
    private static int OfLength(int length) => length switch
    {
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };
}
