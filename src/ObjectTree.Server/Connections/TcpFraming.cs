using ObjectTree.Protocol.Framing;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Connections;

/// <summary>A length before each message.</summary>
internal sealed class TcpFraming : Framing
{
    public static readonly TcpFraming Instance = new();

    public override int WriteHead(Span<byte> head, int length)
    {
        LengthPrefix.Write(head, length);
        return LengthPrefix.Size;
    }
}
