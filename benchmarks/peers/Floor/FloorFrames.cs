using System.Buffers.Binary;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>The bytes that ObjectTree sends over WebSocket for the same changes, made by hand.</summary>
internal static class FloorFrames
{
    private const byte Message = 0x82;

    private const byte Frame = 0x04;

    /// <summary>A snapshot as small as can be: the client has joined.</summary>
    public static byte[] Empty => [Message, 1, 0x03];

    /// <summary>A snapshot of as many bytes as ObjectTree's has.</summary>
    public static byte[] Records()
    {
        const int Bytes = 430_036;
        var frame = new byte[Bytes];
        frame[0] = Message;
        frame[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), Bytes - 10);
        frame[10] = 0x03;
        return frame;
    }

    public static byte[] Counter(uint value)
    {
        byte[] frame = [Message, 8, Frame, 0xee, 0x08, 0xce, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(6), value);
        return frame;
    }

    public static byte[] Cell(int cell, uint value)
    {
        byte[] frame = [Message, 10, Frame, 0xd1, 0, 0, 0x08, 0xce, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(4), (short)(-16 - (cell + 2)));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), value);
        return frame;
    }

    public static byte[] Tick(ReadOnlySpan<Move> moves)
    {
        var frame = new List<byte>(2_048) { Message, 126, 0, 0, Frame, 0xf6, 0x92, 0x08, 0x10, (byte)moves.Length };
        var before = 0;
        foreach (var move in moves)
        {
            var id = move.Point + 2;
            if (id - before <= 127)
                frame.Add((byte)(id - before));
            else
                frame.AddRange([0xcd, (byte)((id - before) >> 8), (byte)(id - before)]);
            before = id;
            Place(frame, move.X);
            Place(frame, move.Y);
        }
        frame[2] = (byte)((frame.Count - 4) >> 8);
        frame[3] = (byte)(frame.Count - 4);
        return [.. frame];
    }

    private static void Place(List<byte> frame, float place)
    {
        Span<byte> bytes = stackalloc byte[4];
        switch ((int)place)
        {
            case var whole when whole != place:
                BinaryPrimitives.WriteSingleBigEndian(bytes, place);
                frame.AddRange([0xca, .. bytes]);
                break;
            case <= 0x7f and var whole:
                frame.Add((byte)whole);
                break;
            case <= 0xff and var whole:
                frame.AddRange([0xcc, (byte)whole]);
                break;
            case <= 0xffff and var whole:
                BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)whole);
                frame.AddRange([0xcd, .. bytes[..2]]);
                break;
            case var whole:
                BinaryPrimitives.WriteInt32BigEndian(bytes, whole);
                frame.AddRange([0xce, .. bytes]);
                break;
        }
    }
}
