using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace ObjectTree.Server.Connections;

/// <summary>Answers a request that asks for WebSocket, over HTTP/1.1 or HTTP/2. ASP.NET Core has checked the request by then.</summary>
internal static class WebSocketHandshake
{
    private const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // of the standard

    /// <summary>The stream of frames; null: the server has no way to hand it over.</summary>
    public static async ValueTask<Stream?> AcceptAsync(HttpContext context)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null; // it ends when the client leaves
            return await connect.AcceptAsync().ConfigureAwait(false);
        }
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
            return null;
        var headers = context.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        return await upgrade.UpgradeAsync().ConfigureAwait(false);
    }

    /// <summary>What the answer to a request with this key proves to have been understood with.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard has it so; it protects nothing.")]
    public static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Salt)));
}
