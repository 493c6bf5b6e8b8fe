using System.Buffers.Binary;
using System.Text.Unicode;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>What a client says when it closes.</summary>
internal static class WebSocketClose
{
    /// <exception cref="ProtocolException">It is nothing that may be said.</exception>
    public static void Check(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return;
        if (payload.Length == 1 || !MaySay(BinaryPrimitives.ReadUInt16BigEndian(payload)) || !Utf8.IsValid(payload[2..]))
            throw WebSocketFrameHead.Broken("a close frame that says nothing valid");
    }

    /// <summary>1004 to 1006 and 1015 are never sent; 1016 to 2999 are of a later WebSocket.</summary>
    private static bool MaySay(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
