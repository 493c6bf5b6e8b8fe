namespace ObjectTree.Server;

/// <summary>How trees are served inside an ASP.NET Core application.</summary>
public class ObjectTreeOptions
{
    /// <summary>How the default tree is made.</summary>
    public HostedTreeOptions Tree { get; } = new();

    /// <summary>What clients may ask.</summary>
    public SessionLimits Limits { get; set; } = new();

    /// <summary>
    /// Whether frames are sent on the sockets themselves where there is no TLS, which takes the server the least time. To be turned off
    /// when a connection middleware of the application changes the bytes between Kestrel and the network. Default true.
    /// </summary>
    public bool SendsDirectly { get; set; } = true;

    /// <summary>
    /// Origins, such as <c>https://example.org</c>, whose pages may connect besides those
    /// that this server's own address serves. Programs, which send no origin, always may.
    /// </summary>
    /// <remarks>
    /// An <see cref="ObjectTreeServer"/> on loopback answers HTTP only under the names of loopback and the hosts of these origins: behind a
    /// proxy or tunnel, list its origin.
    /// </remarks>
    public ICollection<string> AllowedOrigins { get; } = [];
}
