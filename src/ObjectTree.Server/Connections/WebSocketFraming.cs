using System.Buffers.Binary;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Connections;

/// <summary>Each message in a WebSocket frame of its own. What a server sends carries no mask, so the bytes are everybody's.</summary>
internal sealed class WebSocketFraming : Framing
{
    public static readonly WebSocketFraming Instance = new();

    public override int WriteHead(Span<byte> head, int length)
    {
        head[0] = WebSocketFormat.Last | (byte)WebSocketOpcode.Binary;
        switch (length)
        {
            case < WebSocketFormat.Length16:
                head[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                head[1] = WebSocketFormat.Length16;
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
                return 4;
            default:
                head[1] = WebSocketFormat.Length64;
                BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)length);
                return LongestHead;
        }
    }
}
