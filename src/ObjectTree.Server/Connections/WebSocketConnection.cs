using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>Messages as binary WebSocket messages.</summary>
internal sealed class WebSocketConnection(WebSocket socket, HttpContext context) : IConnection
{
    private const int SmallestBuffer = 4_096;

    private byte[] _buffer = []; // rented while a message is there: an idle connection has none

    public string Description { get; } = $"WebSocket {context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";

    public bool IsReceivingMessage { get; private set; }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit)
    {
        Return();
        var length = 0;
        try
        {
            // Waits without a buffer until something arrives.
            var first = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).ConfigureAwait(false);
            if (first is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true })
                return ReadOnlyMemory<byte>.Empty;
            for (var part = first; ;)
            {
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                if (part.MessageType == WebSocketMessageType.Text)
                    throw new ProtocolException(CloseCode.UnsupportedData, "a text message");
                if (part.EndOfMessage)
                    return _buffer.AsMemory(0, length);
                IsReceivingMessage = true;
                Grow(length, limit);
                part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                length += part.Count;
                if (length > limit)
                    throw new ProtocolException(CloseCode.TooBig, $"a message of more than {limit} bytes");
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
        finally
        {
            IsReceivingMessage = false;
        }
    }

    public async ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        try
        {
            foreach (var message in messages)
                await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public async ValueTask DrainAsync()
    {
        Return();
        var dropped = new byte[256];
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                await socket.ReceiveAsync(dropped.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public async ValueTask EndAsync(CloseCode code)
    {
        var status = code == CloseCode.None ? WebSocketCloseStatus.NormalClosure : (WebSocketCloseStatus)code;
        try
        {
            await socket.CloseOutputAsync(status, code.Name(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public void Abort() => context.Abort();

    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private void Grow(int length, int limit)
    {
        if (length < _buffer.Length)
            return;
        // One byte more than allowed is enough to see that it is too much.
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, Math.Max(SmallestBuffer, _buffer.Length * 2)));
        _buffer.AsSpan(0, length).CopyTo(larger);
        Return();
        _buffer = larger;
    }

    private void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
