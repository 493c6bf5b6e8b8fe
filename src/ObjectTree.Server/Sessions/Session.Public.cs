using System.Net;
using ObjectTree.Protocol;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the application sees of it. Any thread.
internal sealed partial class Session
{
    private ClientSession? _public; // made when first needed

    /// <summary>The session for the application. Once there is a caller.</summary>
    public ClientSession Public =>
        Volatile.Read(ref _public) ?? Interlocked.CompareExchange(ref _public, new ClientSession(this, Caller!), null) ?? _public;

    /// <summary>Whether the client has joined and the session is not ending.</summary>
    public bool IsOpen => Volatile.Read(ref _isOpen) && !IsEnding;

    public string TreeName => _feed!.Name;

    public EndPoint? Client => _connection.Client;

    public DateTimeOffset Since => _host.Time.GetUtcNow() - _host.Time.GetElapsedTime(_began);

    public long Lag => _outbox.Reader?.Lag ?? 0;

    public bool IsReading(IFeed feed) => _feed == feed;

    public Task CloseAsync(CloseCode code)
    {
        End(code == CloseCode.GoingAway ? Farewell.Later(code, 0, 1_000) : Farewell.For(code));
        return _finished.Task;
    }
}
