using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>Messages as binary WebSocket messages. To be disposed before the request ends.</summary>
internal sealed class WebSocketConnection(WebSocket socket, HttpContext context) : IConnection, IDisposable
{
    private const int SmallestBuffer = 4_096;

    private readonly Lock _ending = new();
    private bool _isOver; // guarded by _ending: the request is, and its context may be another's by now
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
        catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // The socket has closed with 1002 already.
            throw new ProtocolException(CloseCode.Malformed, "no WebSocket frame");
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

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public ValueTask FlushAsync() => ValueTask.CompletedTask; // each message was

    public async ValueTask EndAsync(CloseCode code)
    {
        var sent = code == CloseCode.None ? CloseCode.Normal : code;
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)sent, sent.Name(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    public void Abort()
    {
        lock (_ending)
        {
            if (!_isOver)
                context.Abort();
        }
    }

    public void Dispose()
    {
        lock (_ending)
            _isOver = true;
        Return();
        socket.Dispose();
    }

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
