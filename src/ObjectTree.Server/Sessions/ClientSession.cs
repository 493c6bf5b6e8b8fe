using System.Collections.Concurrent;
using System.Net;
using ObjectTree.Protocol;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server;

/// <summary>
/// A client that has joined a tree, as the application sees it. The same instance as long as the client is connected; it may be kept
/// longer. All members may be used from any thread.
/// </summary>
public sealed class ClientSession
{
    private readonly Session _session;
    private ConcurrentDictionary<string, object?>? _items; // made when first needed

    internal ClientSession(Session session, Caller caller) => (_session, Caller, Since) = (session, caller, session.Since);

    /// <summary>Who the client is. The same value that its calls and actions carry.</summary>
    public Caller Caller { get; }

    /// <summary>The session's id, unique in the server's process.</summary>
    public string Id => Caller.SessionId;

    /// <summary>The user's name; see <see cref="Caller.User"/>.</summary>
    public string User => Caller.User;

    /// <summary>The name of the tree that the client has joined.</summary>
    public string TreeName => _session.TreeName;

    /// <summary>Where the client, or the last proxy before it, connects from; null: it is not known.</summary>
    public EndPoint? Address => _session.Client;

    /// <summary>When the client joined.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>How many bytes of frames wait to be sent to the client, at about this moment. 0 while it gets a snapshot instead.</summary>
    public long Lag => _session.Lag;

    /// <summary>Whether the client is connected, and its session not ending.</summary>
    public bool IsOpen => _session.IsOpen;

    /// <summary>Whatever the application wants to remember of the client; gone with the session. Empty at first.</summary>
    public ConcurrentDictionary<string, object?> Items =>
        Volatile.Read(ref _items) ?? Interlocked.CompareExchange(ref _items, [], null) ?? _items;

    /// <summary>
    /// Ends the session. Nothing that the client asked for begins any more, and it is told the code and its name, nothing else. Does
    /// nothing when it is ending already.
    /// </summary>
    /// <param name="code">
    /// <see cref="CloseCode.Forbidden"/>: clients stay away. <see cref="CloseCode.Unauthenticated"/>: they come back if they can ask for
    /// another token. <see cref="CloseCode.GoingAway"/>: they come back within a second or so. <see cref="CloseCode.Normal"/>: the .NET
    /// client stays away, pages come back.
    /// </param>
    /// <returns>Completes when the client is told, or is gone; within about a second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of these.</exception>
    public Task CloseAsync(CloseCode code)
    {
        if (code is not (CloseCode.Normal or CloseCode.GoingAway or CloseCode.Unauthenticated or CloseCode.Forbidden))
        {
            throw new ArgumentOutOfRangeException(
                nameof(code), code, "A session is closed as Normal, GoingAway, Unauthenticated or Forbidden.");
        }
        return _session.CloseAsync(code);
    }

    /// <summary>The user, the session's id and the client's address, for logs.</summary>
    public override string ToString() => $"{User}, session {Id}, {_session}";
}
