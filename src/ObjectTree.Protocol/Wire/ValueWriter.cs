using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Unicode;
using MessagePack;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;

namespace ObjectTree.Protocol.Wire;

/// <summary>Writes values in their shortest form, so that equal values are equal bytes.</summary>
internal static class ValueWriter
{
    private const int MostInShortText = 31;

    /// <exception cref="ArgumentException">Arrays, maps and records are nested deeper than any reader accepts.</exception>
    public static void Write(ref MessagePackWriter writer, Value value) => Write(ref writer, value, 0);

    public static void Write(ref MessagePackWriter writer, ImmutableArray<Value> items) => Write(ref writer, items, 0);

    public static void Write(ref MessagePackWriter writer, ValueMap map) => Write(ref writer, map, 0);

    /// <summary>Writes a finite number, a whole one as an integer.</summary>
    public static void WriteFloat(ref MessagePackWriter writer, double value)
    {
        if (Value.IsWhole(value))
            writer.Write((long)value);
        else if ((float)value == value)
            writer.Write((float)value);
        else
            writer.Write(value);
    }

    /// <summary>Writes text. A snapshot is mostly short ones, so those whose head is one byte are encoded in their place.</summary>
    public static void WriteText(ref MessagePackWriter writer, string text)
    {
        if (text.Length <= MostInShortText)
        {
            var bytes = writer.GetSpan(1 + MostInShortText);
            if (Utf8.FromUtf16(text, bytes.Slice(1, MostInShortText), out _, out var size) == OperationStatus.Done)
            {
                bytes[0] = (byte)(MessagePackCode.MinFixStr | size);
                writer.Advance(1 + size);
                return;
            }
        }
        writer.Write(text);
    }

    private static void Write(ref MessagePackWriter writer, Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNil();
                break;
            case ValueKind.Bool:
                writer.Write(value.AsBool());
                break;
            case ValueKind.Int:
                writer.Write(value.AsInt());
                break;
            case ValueKind.Float:
                WriteFloat(ref writer, value.AsFloat());
                break;
            case ValueKind.String:
                WriteText(ref writer, value.AsString());
                break;
            case ValueKind.Array:
                Write(ref writer, value.AsArray(), depth);
                break;
            case ValueKind.Map:
                Write(ref writer, value.AsMap(), depth);
                break;
            case ValueKind.Bytes:
                writer.Write(value.AsBytes().Span);
                break;
            case ValueKind.Reference:
                WriteReference(ref writer, value.AsReference());
                break;
            default:
                Write(ref writer, value.AsRecord(), depth);
                break;
        }
    }

    private static void Write(ref MessagePackWriter writer, ImmutableArray<Value> items, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
            Write(ref writer, item, depth + 1);
    }

    private static void Write(ref MessagePackWriter writer, ValueMap map, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteMapHeader(map.Count);
        foreach (var (key, value) in map.AsSpan())
        {
            WriteText(ref writer, key);
            Write(ref writer, value, depth + 1);
        }
    }

    private static void Write(ref MessagePackWriter writer, RecordValue record, int depth)
    {
        ThrowIfTooDeep(depth);
        writer.WriteExtensionFormatHeader(new ExtensionHeader(ExtensionType.Record, ValueSize.OfContent(record)));
        writer.Write(record.Schema.Number);
        foreach (var field in record.Fields)
            Write(ref writer, field, depth + 1);
    }

    private static void WriteReference(ref MessagePackWriter writer, long id)
    {
        var size = ValueSize.OfReference(id);
        writer.WriteExtensionFormatHeader(new ExtensionHeader(ExtensionType.Reference, size));
        var bytes = writer.GetSpan(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes, id << (8 * (sizeof(long) - size))); // its lowest bytes come first
        writer.Advance(size);
    }

    private static void ThrowIfTooDeep(int depth)
    {
        if (depth >= ReadLimits.DefaultDepth)
        {
            throw new ArgumentException(
                $"A value has arrays, maps and records nested deeper than {ReadLimits.DefaultDepth}, which nobody reads.");
        }
    }
}
