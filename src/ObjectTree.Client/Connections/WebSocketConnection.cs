using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using ObjectTree.Protocol;

namespace ObjectTree.Client.Connections;

/// <summary>A connection over WebSocket: each message is one binary message.</summary>
internal sealed class WebSocketConnection : IConnection
{
    private const int ReadSize = 16_384;

    private readonly ClientWebSocket _socket;
    private readonly int _maxMessageBytes;
    private readonly ArrayBufferWriter<byte> _message = new(ReadSize);

    private WebSocketConnection(ClientWebSocket socket, int maxMessageBytes) => (_socket, _maxMessageBytes) = (socket, maxMessageBytes);

    public CloseCode EndedWith => (CloseCode)(_socket.CloseStatus ?? 0);

    public static async Task<IConnection> OpenAsync(Uri uri, int maxMessageBytes, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero; // the protocol has a ping of its own
        try
        {
            await socket.ConnectAsync(uri, cancellation).ConfigureAwait(false);
            return new WebSocketConnection(socket, maxMessageBytes);
        }
        catch (WebSocketException exception)
        {
            var refusal = Refusal(socket.HttpStatusCode);
            socket.Dispose();
            throw refusal == CloseCode.None
                ? new IOException(exception.Message, exception)
                : new ConnectionException(refusal, $"The server answered {(int)socket.HttpStatusCode} to {uri}.", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var received = await Guarded(_socket.ReceiveAsync(_message.GetMemory(ReadSize), cancellation)).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            if (received.MessageType == WebSocketMessageType.Text)
                throw new ProtocolException(CloseCode.UnsupportedData, "a text message");
            if (received.Count > _maxMessageBytes - _message.WrittenCount)
                throw new ProtocolException(CloseCode.TooBig, $"a message of more than {_maxMessageBytes} bytes");
            _message.Advance(received.Count);
            if (received.EndOfMessage)
                return _message.WrittenMemory;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public async ValueTask EndAsync(CloseCode code, CancellationToken cancellation)
    {
        try
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, code.Name(), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<ValueWebSocketReceiveResult> Guarded(ValueTask<ValueWebSocketReceiveResult> receiving)
    {
        try
        {
            return await receiving.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static CloseCode Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => CloseCode.Unauthenticated,
        HttpStatusCode.Forbidden => CloseCode.Forbidden,
        HttpStatusCode.NotFound => CloseCode.NoSuchTree,
        HttpStatusCode.TooManyRequests => CloseCode.RateLimited,
        HttpStatusCode.ServiceUnavailable => CloseCode.Overloaded,
        _ => CloseCode.None,
    };
}
