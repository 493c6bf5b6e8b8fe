using System.Net;
using Microsoft.AspNetCore.Builder;

namespace ObjectTree.Server;

/// <summary>How an <see cref="ObjectTreeServer"/> listens and what it serves. Read once, by its constructor.</summary>
public sealed class ObjectTreeServerOptions : ObjectTreeOptions
{
    /// <summary>
    /// Where to listen. Default: loopback, so that nobody else reaches it. Other addresses without TLS log
    /// a warning. Endpoints in Kestrel's own configuration (<c>Kestrel:Endpoints</c> in appsettings.json
    /// or the environment) take the place of <see cref="Address"/> and <see cref="Port"/>.
    /// </summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The port of HTTP and WebSocket; 0: any free one. Default 8765.</summary>
    public int Port { get; set; } = 8765;

    /// <summary>The port of raw TCP; 0: any free one, null: none. Default null.</summary>
    public int? TcpPort { get; set; }

    /// <summary>
    /// The folder of a page of one's own, served instead of the ready-made one; relative to the current directory. Default null.
    /// </summary>
    public string? WebRoot { get; set; }

    /// <summary>Where the ready-made page and its clients find the tree. Default <c>/tree</c>.</summary>
    public string TreePath { get; set; } = "/tree";

    /// <summary>Changes the application before it is built: services, logging, Kestrel with certificates. Default null.</summary>
    /// <remarks>
    /// On Linux a server of its own reads its TCP sockets itself, below Kestrel. An application that adds an
    /// <c>IConnectionListenerFactory</c> here, such as Kestrel's <c>SocketTransportFactory</c>, has that instead.
    /// </remarks>
    public Action<WebApplicationBuilder>? ConfigureBuilder { get; set; }

    /// <summary>
    /// Changes the application before it starts: endpoints and middleware of one's own. Default null; then clients of WebSocket are usually
    /// answered before HTTP begins on their connection, which halves the memory that an idle one takes.
    /// </summary>
    public Action<WebApplication>? ConfigureApplication { get; set; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        if (TcpPort is { } port)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(port, 0, nameof(TcpPort));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue, nameof(TcpPort));
        }
        if (!TreePath.StartsWith('/'))
            throw new ArgumentException($"TreePath has to begin with a slash, not '{TreePath}'.", nameof(TreePath));
        if (WebRoot is not null && !Directory.Exists(WebRoot))
            throw new DirectoryNotFoundException($"The folder of the page, WebRoot, is not there: {Path.GetFullPath(WebRoot)}");
    }
}
