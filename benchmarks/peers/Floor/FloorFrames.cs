using System.Buffers.Binary;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>The bytes that ObjectTree sends over WebSocket for the same changes, made by hand.</summary>
internal static class FloorFrames
{
    private const byte Message = 0x82;

    private const byte Frame = 0x04;

    /// <summary>A snapshot as small as can be: the client has joined.</summary>
    public static byte[] Empty => [Message, 1, 0x03];

    /// <summary>A snapshot of as many bytes as ObjectTree's is meant to have.</summary>
    public static byte[] Records()
    {
        const int Bytes = 450_000;
        var frame = new byte[Bytes];
        frame[0] = Message;
        frame[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), Bytes - 10);
        frame[10] = 0x03;
        return frame;
    }

    public static byte[] Counter(uint value)
    {
        byte[] frame = [Message, 9, Frame, 0xff, 2, 0x08, 0xce, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(7), value);
        return frame;
    }

    public static byte[] Cell(int cell, uint value)
    {
        byte[] frame = [Message, 11, Frame, 0xff, 0xcd, 0, 0, 0x08, 0xce, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), (ushort)(cell + 2));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(9), value);
        return frame;
    }

    public static byte[] Tick(ReadOnlySpan<Move> moves)
    {
        var frame = new List<byte>(2_048) { Message, 126, 0, 0, Frame };
        var before = 0;
        foreach (var move in moves)
        {
            var id = move.Point + 2;
            if (before > 0 && id - before <= 16)
                frame.Add((byte)(sbyte)(-16 - (id - before)));
            else
                frame.AddRange([0xff, 0xcd, (byte)(id >> 8), (byte)id]);
            before = id;
            Place(frame, 0x08, move.X);
            Place(frame, 0x10, move.Y);
        }
        frame[2] = (byte)((frame.Count - 4) >> 8);
        frame[3] = (byte)(frame.Count - 4);
        return [.. frame];
    }

    private static void Place(List<byte> frame, byte attribute, float place)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, place);
        frame.AddRange([attribute, 0xca, .. bytes]);
    }
}
