using System.Net.WebSockets;

namespace ObjectTree.Server.Tests.Support;

internal sealed class WebSocketTestClient : TestClient
{
    private readonly ClientWebSocket _socket;

    private WebSocketTestClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>Its port is the socket's secret.</summary>
    public override string LogName => "WebSocket ";

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<WebSocketTestClient> ConnectAsync(
        string url, Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? invoker = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal)), invoker, CancellationToken.None).InTime();
        return new WebSocketTestClient(socket);
    }

    public Task<WebSocketTestClient> JoinAsync(string tree = "") => JoinAsync(this, tree);

    public override Task SendAsync(ReadOnlyMemory<byte> message) =>
        SendAsync(message, WebSocketMessageType.Binary, true);

    public Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, bool endOfMessage) =>
        _socket.SendAsync(message, type, endOfMessage, CancellationToken.None).AsTask().InTime();

    public Task CloseAsync(WebSocketCloseStatus status, string? reason) =>
        _socket.CloseOutputAsync(status, reason, CancellationToken.None).InTime();

    public void Abort() => _socket.Abort();

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<byte[]?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[8_192];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return null;
            }
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }
}
