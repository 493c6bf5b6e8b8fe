using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using ObjectTree.Server.Access;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Takes WebSocket clients off a server's own port before HTTP begins there: a request that lasts as long as its client costs as much
/// memory again as an idle connection, and time with each message. Only those whose whole request is there at once, is as clients send
/// it and would be granted. All others are HTTP's, which knows how to refuse.
/// </summary>
/// <param name="sessions">Who serves them.</param>
/// <param name="origins">Who may connect.</param>
/// <param name="hosts">To which names the server answers; null: to all.</param>
/// <param name="path">Where the tree is.</param>
internal sealed class WebSocketShortcut(SessionHost sessions, OriginRule origins, IReadOnlyCollection<string>? hosts, string path)
{
    /// <summary>Who says nothing for so long is HTTP's, with its time limits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        if (DirectSocket.Find(connection.Features) is not { } socket
            || await TakeRequestAsync(connection).ConfigureAwait(false) is not { } request)
        {
            await http(connection).ConfigureAwait(false);
            return;
        }
        if (!TryAnswer(socket, request))
            return;
        using var carrier = new WebSocketConnection(
            connection.Transport.Input, output: null, socket, connection.RemoteEndPoint, connection.Abort);
        await sessions.ServeAsync(carrier, ArrivalOf(request)).ConfigureAwait(false);
    }

    /// <summary>Null: nothing is taken.</summary>
    private async Task<UpgradeRequest?> TakeRequestAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        using var patience = new CancellationTokenSource(Patience, sessions.Time);
        try
        {
            var result = await input.ReadAsync(patience.Token).ConfigureAwait(false);
            var request = UpgradeRequest.TryRead(result.Buffer.FirstSpan, path, out var read) && IsGranted(connection, read) ? read : null;
            input.AdvanceTo(result.Buffer.GetPosition(request?.Length ?? 0)); // what is not taken is there for the next at once
            return request;
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            return null;
        }
    }

    private bool IsGranted(ConnectionContext connection, UpgradeRequest request) =>
        !sessions.Authenticator.IsBlocked(connection.RemoteEndPoint, out _)
            && hosts?.Contains(new HostString(request.Host).Host, StringComparer.OrdinalIgnoreCase) != false
            && origins.Allows(request.Origin, $"http://{request.Host}");

    private Arrival? ArrivalOf(UpgradeRequest request)
    {
        if (!sessions.Authenticator.AsksForTokens)
            return null;
        var headers = new HeaderDictionary(request.Fields.Count);
        foreach (var (name, value) in request.Fields)
            headers[name] = value;
        return new Arrival(headers);
    }

    /// <summary>A connection that is new has room for so few bytes, unless it is lost.</summary>
    private static bool TryAnswer(Socket socket, UpgradeRequest request)
    {
        var answer = Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Accept: {WebSocketHandshake.Accept(request.Key)}\r\n\r\n");
        try
        {
            return socket.Send(answer, SocketFlags.None, out _) == answer.Length;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
