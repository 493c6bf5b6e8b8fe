using Microsoft.AspNetCore.Http;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>Where ASP.NET Core hands over an HTTP request for a tree.</summary>
internal sealed class WebSocketEndpoint(SessionHost sessions, IReadOnlyCollection<string> allowedOrigins)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            await context.Response.WriteAsync("Clients of the object tree connect here with WebSocket.").ConfigureAwait(false);
            return;
        }
        if (!IsAllowed(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.Zero, // the protocol has its own
            DangerousEnableCompression = false,
        }).ConfigureAwait(false);
        await sessions.ServeAsync(new WebSocketConnection(socket, context)).ConfigureAwait(false);
    }

    /// <summary>A page of another origin may not use its visitor's network and cookies; programs send no origin.</summary>
    private bool IsAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || allowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }
}
