using System.Text;

namespace ObjectTree.Model.Values;

/// <summary>How many bytes values take on the wire, roughly: enough to choose between two ways to write the same.</summary>
internal static class ValueSize
{
    public static long Of(Value value) => value.Kind switch
    {
        ValueKind.Int => OfInt(value.AsInt()),
        ValueKind.Float => OfFloat(value.AsFloat()),
        ValueKind.String => OfText(value.AsString()),
        ValueKind.Array => Of(value.AsArray().AsSpan()),
        ValueKind.Map => OfMap(value.AsMap()),
        ValueKind.Bytes => OfLength(value.AsBytes().Length) + 1 + value.AsBytes().Length,
        ValueKind.Reference => 2 + OfInt(value.AsReference()),
        ValueKind.Record => 3 + Sum(value.AsRecord().Fields.AsSpan()),
        _ => 1,
    };

    public static long Of(ReadOnlySpan<Value> items) => OfLength(items.Length) + Sum(items);

    public static long OfMap(ValueMap map) => OfLength(map.Count) + map.Sum(entry => OfText(entry.Key) + Of(entry.Value));

    public static long OfText(string text) => OfText(text.AsSpan());

    public static long OfText(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes + (bytes < 32 ? 1 : bytes < 256 ? 2 : bytes < 65536 ? 3 : 5);
    }

    public static int OfInt(long value) => value switch
    {
        >= -32 and < 128 => 1,
        >= -128 and < 256 => 2,
        >= short.MinValue and <= ushort.MaxValue => 3,
        >= int.MinValue and <= uint.MaxValue => 5,
        _ => 9,
    };

    /// <summary>The head of an array or a map.</summary>
    public static int OfLength(int count) => count < 16 ? 1 : count < 65536 ? 3 : 5;

    private static int OfFloat(double value)
    {
        if (Value.IsWhole(value))
            return OfInt((long)value);
        return (float)value == value ? 5 : 9;
    }

    private static long Sum(ReadOnlySpan<Value> items)
    {
        var sum = 0L;
        foreach (var item in items)
            sum += Of(item);
        return sum;
    }
}
