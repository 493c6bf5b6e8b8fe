using System.Buffers.Binary;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>As much of MessagePack as the load client needs.</summary>
internal static class Packed
{
    /// <summary>Takes a number from the front.</summary>
    public static double TakeNumber(ref ReadOnlySpan<byte> bytes)
    {
        var first = bytes[0];
        bytes = bytes[1..];
        return first switch
        {
            < 0x80 => first,
            >= 0xe0 => (sbyte)first,
            0xcc or 0xd0 => first == 0xcc ? Take(ref bytes, 1)[0] : (sbyte)Take(ref bytes, 1)[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)),
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(ref bytes, 2)),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(ref bytes, 4)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(ref bytes, 4)),
            0xcf => BinaryPrimitives.ReadUInt64BigEndian(Take(ref bytes, 8)),
            0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(ref bytes, 8)),
            0xca => BinaryPrimitives.ReadSingleBigEndian(Take(ref bytes, 4)),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(ref bytes, 8)),
            _ => throw new InvalidDataException($"0x{first:x2} is no number."),
        };
    }

    /// <summary>Writes an integer; returns what is behind it.</summary>
    public static Span<byte> PutNumber(Span<byte> bytes, uint value)
    {
        if (value < 0x80)
        {
            bytes[0] = (byte)value;
            return bytes[1..];
        }
        bytes[0] = 0xce;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], value);
        return bytes[5..];
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
