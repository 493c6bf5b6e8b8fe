using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Wire;

// Values of any kind. What is well-formed MessagePack but no value at all (extensions of other types) is refused.
internal ref partial struct WireReader
{
    /// <summary>Reads a value.</summary>
    public bool TryReadValue(out Value value) => TryReadValue(0, out value);

    /// <summary>Reads a value that is inside <paramref name="depth"/> arrays and maps.</summary>
    public bool TryReadValue(int depth, out Value value)
    {
        var misfits = 0;
        return TryReadValue(depth, ref misfits, out value) && FailIf(misfits);
    }

    /// <summary>Reads an array of values.</summary>
    public bool TryReadArray(out ImmutableArray<Value> items) => TryReadArray(out items, out var misfits) && FailIf(misfits);

    /// <summary>
    /// Reads an array of values and counts the numbers in it that are well-formed but no values: NaN, infinities, integers beyond
    /// ±(2^53−1). They are null in <paramref name="items"/>.
    /// </summary>
    public bool TryReadArray(out ImmutableArray<Value> items, out int misfits)
    {
        misfits = 0;
        return TryReadArray(0, ref misfits, out items);
    }

    /// <summary>Reads a map of values.</summary>
    public bool TryReadMap(out ValueMap map)
    {
        var misfits = 0;
        return TryReadMap(0, ref misfits, out map) && FailIf(misfits);
    }

    private bool TryReadValue(int depth, ref int misfits, out Value value)
    {
        value = Value.Null;
        if (!TryPeek(out var code))
            return false;
        switch (code)
        {
            case <= Code.MaxPositive or >= Code.MinNegative or (>= Code.UInt8 and <= Code.Int64):
                if (!TryReadInteger(out var integer, out var fits))
                    return false;
                if (fits)
                    value = Value.FromInt(integer);
                else
                    misfits++;
                return true;
            case Code.Nil:
                _at++;
                return true;
            case Code.False or Code.True:
                value = Value.FromBool(code == Code.True);
                _at++;
                return true;
            case Code.Float32 or Code.Float64:
                if (!TryReadFloat(code, out var number))
                    return false;
                if (double.IsFinite(number))
                    value = Value.FromFloat(number);
                else
                    misfits++;
                return true;
            case (>= Code.MinString and <= Code.MaxString) or (>= Code.String8 and <= Code.String32):
                if (!TryReadString(out var text))
                    return false;
                value = Value.FromString(text);
                return true;
            case (>= Code.MinArray and <= Code.MaxArray) or Code.Array16 or Code.Array32:
                if (!TryReadArray(depth, ref misfits, out var items))
                    return false;
                value = Value.FromArray(items);
                return true;
            case (>= Code.MinMap and <= Code.MaxMap) or Code.Map16 or Code.Map32:
                if (!TryReadMap(depth, ref misfits, out var map))
                    return false;
                value = Value.FromMap(map);
                return true;
            case >= Code.Binary8 and <= Code.Binary32:
                if (!TryReadBinary(out var content))
                    return false;
                value = Value.FromBytes(_bytes[content]);
                return true;
            case (>= Code.Extension8 and <= Code.Extension32) or (>= Code.FixedExtension1 and <= Code.FixedExtension16):
                return TryReadExtension(depth, ref misfits, out value);
            default:
                return Fail("expected a value");
        }
    }

    private bool TryReadArray(int depth, ref int misfits, out ImmutableArray<Value> items)
    {
        items = [];
        if (!TryReadArrayHeader(depth, out var count))
            return false;
        var read = count == 0 ? [] : new Value[count];
        for (var i = 0; i < read.Length; i++)
        {
            if (!TryReadValue(depth + 1, ref misfits, out read[i]))
                return false;
        }
        items = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return true;
    }

    private bool TryReadMap(int depth, ref int misfits, out ValueMap map)
    {
        map = ValueMap.Empty;
        if (!TryReadMapHeader(depth, out var count))
            return false;
        var entries = new KeyValuePair<string, Value>[count];
        var isAscending = true; // as our own writers do; then no key can be there twice
        for (var i = 0; i < entries.Length; i++)
        {
            if (!TryReadString(out var key) || !TryReadValue(depth + 1, ref misfits, out var value))
                return false;
            isAscending &= i == 0 || string.CompareOrdinal(entries[i - 1].Key, key) < 0;
            entries[i] = KeyValuePair.Create(key, value);
        }
        if (!isAscending && entries.Select(entry => entry.Key).Distinct().Count() != count)
            return Fail("a map has a key twice");
        map = ValueMap.Create(entries);
        return true;
    }

    private bool FailIf(int misfits) => misfits == 0 || FailMisfit("a number is not finite or beyond ±(2^53−1)");
}
