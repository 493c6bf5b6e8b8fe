namespace ObjectTree.Server;

/// <summary>How trees are served inside an ASP.NET Core application.</summary>
public class ObjectTreeOptions
{
    /// <summary>How the default tree is made.</summary>
    public HostedTreeOptions Tree { get; } = new();

    /// <summary>What clients may ask.</summary>
    public SessionLimits Limits { get; set; } = new();

    /// <summary>
    /// Whether frames are sent past Kestrel's own writing, on the sockets themselves or, over WebSocket with TLS, on the stream of TLS,
    /// which takes the server the least time. To be turned off when a connection middleware of the application has to see or to change
    /// what Kestrel sends. Default true.
    /// </summary>
    public bool SendsDirectly { get; set; } = true;

    /// <summary>
    /// Says who a client is, over WebSocket and TCP, before anything else is done for it; null refuses it with UNAUTHENTICATED, which tells
    /// it nothing more. Called at any time, on any thread, for several clients at once. It has 5 s: then the client is closed with TIMEOUT.
    /// What it throws closes the client with INTERNAL, and is logged without its message, which might hold the token. Default null: inside
    /// an application its own authentication decides (<c>HttpContext.User</c>), and who is not signed in there is a guest.
    /// </summary>
    public Func<AuthenticationRequest, ValueTask<ClientIdentity?>>? Authenticate { get; set; }

    /// <summary>
    /// Whether the classes of the trees are served as TypeScript, at the path of the trees and <c>/contract.ts</c>, with <c>?tree=</c> for
    /// another tree than the default one: to everybody who reaches the server, without signing in. Default null: in ASP.NET Core's
    /// environment Development only.
    /// </summary>
    public bool? ServesContract { get; set; }

    /// <summary>
    /// Origins, such as <c>https://example.org</c>, whose pages may connect besides those
    /// that this server's own address serves. Programs, which send no origin, may, unless they
    /// are signed in and send cookies.
    /// </summary>
    /// <remarks>
    /// An <see cref="ObjectTreeServer"/> on loopback answers HTTP only under the names of loopback and the hosts of these origins: behind a
    /// proxy or tunnel, list its origin.
    /// </remarks>
    public ICollection<string> AllowedOrigins { get; } = [];
}
