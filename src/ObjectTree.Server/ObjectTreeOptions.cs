namespace ObjectTree.Server;

/// <summary>How trees are served inside an ASP.NET Core application.</summary>
public class ObjectTreeOptions
{
    /// <summary>How the default tree is made.</summary>
    public HostedTreeOptions Tree { get; } = new();

    /// <summary>What clients may ask.</summary>
    public SessionLimits Limits { get; set; } = new();

    /// <summary>
    /// Origins, such as <c>https://example.org</c>, whose pages may connect besides those
    /// that this server's own address serves. Programs, which send no origin, always may.
    /// </summary>
    /// <remarks>
    /// An <see cref="ObjectTreeServer"/> on loopback answers HTTP only under the names of loopback and the hosts of these origins: behind a proxy or tunnel, list its origin.
    /// </remarks>
    public ICollection<string> AllowedOrigins { get; } = [];
}
