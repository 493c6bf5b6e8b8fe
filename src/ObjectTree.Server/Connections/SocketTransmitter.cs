using System.Net.Sockets;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Sends on the socket itself, beside the server that owns it: no pipe, no copy but the kernel's. Only where nothing lies between, such as
/// TLS, and the server has nothing of its own to send any more.
/// </summary>
internal sealed class SocketTransmitter : Transmitter
{
    private const int Piece = 16_384; // so much is on its way at once when the client is slow: progress shows, and little is kept for it

    private readonly Socket _socket;
    private readonly SafeSocketHandle _handle; // for Prefetch: the socket writes to it whenever it is asked for it

    public SocketTransmitter(Socket socket, Action wake)
        : base(wake)
    {
        (_socket, _handle) = (socket, socket.SafeHandle);
        try
        {
            _socket.Blocking = false;
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            // The first to send hears of it.
        }
    }

    public override bool Prefetch() => base.Prefetch() | _socket.Blocking | _handle.IsClosed;

    protected override int TrySend(ReadOnlyMemory<byte> bytes, out ValueTask rest)
    {
        var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            throw new SocketException((int)error);
        rest = ValueTask.CompletedTask;
        if (sent > 0)
            return sent;
        var piece = bytes[..Math.Min(bytes.Length, Piece)];
        rest = SendAllAsync(piece);
        return piece.Length;
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
    }
}
