namespace ObjectTree.Protocol.Wire;

// What a reader ignores: fields and elements of newer versions. They still have to be well-formed and within the limits.
internal ref partial struct WireReader
{
    /// <summary>Skips all that is left.</summary>
    public bool TrySkipRest()
    {
        while (!IsAtEnd)
        {
            if (!TrySkip(0))
                return false;
        }
        return true;
    }

    /// <summary>Skips <paramref name="count"/> values, each inside <paramref name="depth"/> arrays and maps.</summary>
    public bool TrySkip(int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TrySkip(depth))
                return false;
        }
        return true;
    }

    private bool TrySkip(int depth)
    {
        if (!TryPeek(out var code))
            return false;
        switch (code)
        {
            case Code.NeverUsed:
                return Fail("0xc1 is no MessagePack");
            case <= Code.MaxPositive or >= Code.MinNegative or (>= Code.UInt8 and <= Code.Int64):
                return TryReadInteger(out _, out _);
            case Code.Nil or Code.False or Code.True:
                _at++;
                return true;
            case Code.Float32 or Code.Float64:
                return TryReadFloat(code, out _);
            case (>= Code.MinString and <= Code.MaxString) or (>= Code.String8 and <= Code.String32):
                return TryReadUtf8(out _);
            case >= Code.Binary8 and <= Code.Binary32:
                return TryReadBinary(out _);
            case (>= Code.Extension8 and <= Code.Extension32) or (>= Code.FixedExtension1 and <= Code.FixedExtension16):
                return TryReadExtensionHeader(out _, out var size) && TryTake(size, out _);
            case (>= Code.MinArray and <= Code.MaxArray) or Code.Array16 or Code.Array32:
                return TryReadArrayHeader(depth, out var items) && TrySkip(items, depth + 1);
            default:
                return TryReadMapHeader(depth, out var entries) && TrySkip(2 * entries, depth + 1);
        }
    }
}
