using System.Net;
using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Hosting;

/// <summary>What a server says of itself.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "ObjectTree is at {Url} (Ctrl+C ends it).")]
    public static partial void Running(ILogger logger, string url);

    [LoggerMessage(2, LogLevel.Information, "Raw TCP is at {EndPoint}.")]
    public static partial void Tcp(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(
        3, LogLevel.Warning,
        "Everybody in the network can reach {Url}, and nothing is encrypted. Use https (Kestrel's configuration), or listen on loopback.")]
    public static partial void Open(ILogger logger, string url);
}
