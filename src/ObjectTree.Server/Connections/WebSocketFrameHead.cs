using System.Buffers.Binary;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>The head of a WebSocket frame from a client.</summary>
/// <param name="IsLast">Whether it ends its message.</param>
/// <param name="Opcode">What it is.</param>
/// <param name="Length">How many bytes follow the head.</param>
/// <param name="Mask">What they are masked with, as it lies in the head.</param>
internal readonly record struct WebSocketFrameHead(bool IsLast, WebSocketOpcode Opcode, long Length, uint Mask)
{
    /// <summary>How many bytes a head has at most.</summary>
    public const int Longest = 14;

    private const int MaskSize = sizeof(uint);

    public bool IsControl => Opcode >= WebSocketOpcode.Close;

    /// <summary>Reads a head off the front of some bytes.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="head">The head.</param>
    /// <returns>The head's size; 0: it is not all there yet.</returns>
    /// <exception cref="ProtocolException">It breaks the rules of WebSocket.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, out WebSocketFrameHead head)
    {
        head = default;
        if (bytes.Length < 2)
            return 0;
        var (first, second) = (bytes[0], bytes[1]);
        var opcode = (WebSocketOpcode)(first & WebSocketFormat.Opcode);
        if ((first & WebSocketFormat.Reserved) != 0)
            throw Broken("a reserved bit");
        if ((second & WebSocketFormat.Masked) == 0)
            throw Broken("a frame without a mask");
        if (opcode is not (<= WebSocketOpcode.Binary or (>= WebSocketOpcode.Close and <= WebSocketOpcode.Pong)))
            throw Broken("a reserved opcode");
        var (length, size) = ReadLength(second & WebSocketFormat.Length, bytes);
        head = new WebSocketFrameHead((first & WebSocketFormat.Last) != 0, opcode, length, 0);
        if (head.IsControl && (!head.IsLast || (second & WebSocketFormat.Length) > WebSocketFormat.LongestControl))
            throw Broken("a control frame that is long or in pieces");
        if (size == 0 || bytes.Length < size + MaskSize)
            return 0;
        if (length < 0)
            throw Broken("a length beyond all bounds");
        head = head with { Mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[size..]) };
        return size + MaskSize;
    }

    /// <summary>Takes the mask off bytes of the payload.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">How many bytes of the payload come before them.</param>
    public void Unmask(Span<byte> bytes, int at)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] ^= (byte)(Mask >> (((at + i) & 3) * 8)); // the head was read with its lowest byte first
    }

    public static ProtocolException Broken(string what) => new(CloseCode.Malformed, what);

    /// <summary>The length and the size of the head up to it; a size of 0: it is not all there yet.</summary>
    private static (long Length, int Size) ReadLength(int code, ReadOnlySpan<byte> bytes) => code switch
    {
        WebSocketFormat.Length16 => bytes.Length < 4 ? (0, 0) : (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4),
        WebSocketFormat.Length64 => bytes.Length < 10 ? (0, 0) : (BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 10),
        _ => (code, 2),
    };
}
