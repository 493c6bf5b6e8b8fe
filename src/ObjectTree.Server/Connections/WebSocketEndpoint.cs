using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using ObjectTree.Server.Access;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>Where ASP.NET Core hands over an HTTP request for a tree.</summary>
internal sealed partial class WebSocketEndpoint(
    SessionHost sessions, OriginRule origins, bool sendsDirectly, ILogger logger)
{
    private readonly LogLimit _refusals = new(sessions.Time);

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            await context.Response.WriteAsync("Clients of the object tree connect here with WebSocket.").ConfigureAwait(false);
            return;
        }
        var isAllowed = origins.Allows(context.Request.Headers.Origin.ToString(), $"{context.Request.Scheme}://{context.Request.Host}");
        if (!isAllowed || IsByCookieOfNoOrigin(context))
        {
            if (_refusals.TryTake())
            {
                var client = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
                if (isAllowed)
                    LogNoOrigin(client);
                else
                    LogForeignOrigin(client);
            }
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (sessions.Authenticator.IsBlocked(ClientOf(context), out var wait))
        {
            if (_refusals.TryTake())
                LogTooManySignIns($"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", wait.TotalSeconds);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return;
        }
        var isDirect = sendsDirectly && HttpProtocol.IsHttp11(context.Request.Protocol);
        if (await WebSocketHandshake.AcceptAsync(context).ConfigureAwait(false) is not { } stream)
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }
        await using (stream.ConfigureAwait(false))
        {
            var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
            // Kestrel would copy once more what it encrypts, in small pieces; its answer to the request has gone.
            var tls = isDirect ? context.Features.Get<ISslStreamFeature>()?.SslStream : null;
            using var connection = new WebSocketConnection(
                input, tls ?? stream, isDirect ? DirectSocket.Find(context.Features) : null, ClientOf(context), context.Abort);
            try
            {
                await sessions.ServeAsync(connection, Arrival.Of(context)).ConfigureAwait(false);
            }
            finally
            {
                await input.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether somebody is who a cookie says, without the origin that every browser tells beside its cookies.</summary>
    private static bool IsByCookieOfNoOrigin(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        && context.Request.Headers is { Origin.Count: 0, Cookie.Count: > 0, Authorization.Count: 0 };

    private static IPEndPoint? ClientOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;

    [LoggerMessage(62, LogLevel.Warning, "WebSocket {Client} is refused for {Seconds} s: too many of its address have failed to sign in.")]
    private partial void LogTooManySignIns(string client, double seconds);

    [LoggerMessage(
        30, LogLevel.Warning,
        "WebSocket {Client} is refused: it comes from a page of another origin, which is not in ObjectTreeOptions.AllowedOrigins.")]
    private partial void LogForeignOrigin(string client);

    [LoggerMessage(
        64, LogLevel.Warning,
        "WebSocket {Client} is refused: it is signed in, sends a cookie and tells no origin. Programs send a bearer token, or Origin.")]
    private partial void LogNoOrigin(string client);
}
