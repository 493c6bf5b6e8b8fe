using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server;

/// <summary>
/// The clients that have joined a server's trees, or one of them, and whose sessions are not ending. Any thread may use it; what it
/// enumerates is a copy. Each look goes through all connections of the server.
/// </summary>
public sealed class ClientSessions : IReadOnlyCollection<ClientSession>
{
    private readonly ConcurrentDictionary<Session, byte> _connected; // those that have not joined too
    private readonly IFeed? _feed; // null: of all

    internal ClientSessions()
        : this([], null)
    {
    }

    private ClientSessions(ConcurrentDictionary<Session, byte> connected, IFeed? feed) => (_connected, _feed) = (connected, feed);

    /// <inheritdoc/>
    public int Count => Open.Count();

    /// <summary>Finds a session by its id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out ClientSession? session)
    {
        session = Open.FirstOrDefault(one => one.Caller!.SessionId == id)?.Public;
        return session is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<ClientSession> GetEnumerator() => Open.Select(one => one.Public).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ConcurrentDictionary<Session, byte> Connected => _connected;

    internal ClientSessions Of(IFeed feed) => new(_connected, feed);

    private IEnumerable<Session> Open =>
        _connected.Select(entry => entry.Key).Where(one => one.IsOpen && (_feed is null || one.IsReading(_feed)));
}
