using System.Collections.Concurrent;
using System.Net;
using ObjectTree.Protocol;
using ObjectTree.Server.Calls;
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

    /// <summary>Whether the client handles calls of this name now. False before it has said so, which is after it has joined.</summary>
    public bool Handles(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _session.Handles(name);
    }

    /// <summary>
    /// Calls what the client handles under a name. It runs when the client has all that the server did to the tree before. Holds no tree:
    /// called within a transition it is sent after that, whatever becomes of it.
    /// </summary>
    /// <param name="name">What the client calls it: 1 to 64 bytes of UTF-8 without NUL.</param>
    /// <param name="args">
    /// Its argument, of a type that can travel and holds no objects (<see cref="Model.Values.ValueConverters"/>); null: none.
    /// </param>
    /// <param name="timeout">
    /// How long to wait for the answer; null: <see cref="SessionLimits.ClientCallTime"/>. More than 0, 1 day at most.
    /// </param>
    /// <param name="cancellation">Canceled, it no longer waits; the client's handler may still run.</param>
    /// <returns>What the handler gave: the client says so, and nobody has checked it but for its type. On a thread of the pool.</returns>
    /// <exception cref="ClientCallException">
    /// The client does not handle it, refuses or fails, does not answer in time, or is gone: <see cref="ClientCallException.Code"/> says
    /// which. Whether the handler ran is not known when there is no answer.
    /// </exception>
    /// <exception cref="ArgumentException">Name, argument or timeout cannot be.</exception>
    /// <exception cref="NotSupportedException">Argument or result are of a type that cannot travel, or that holds objects.</exception>
    public async Task<T> CallAsync<T>(
        string name, object? args = null, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var (arguments, read) = (ClientCallValues.ArgumentsOf(name, args), ClientCallValues.ReaderOf<T>(name));
        ThrowIfWrong(timeout);
        return read(await _session.CallAsync(name, arguments, timeout, cancellation).ConfigureAwait(false));
    }

    /// <summary>As <see cref="CallAsync{T}"/>, for a handler whose result is of no interest.</summary>
    /// <inheritdoc cref="CallAsync{T}" path="param"/>
    /// <inheritdoc cref="CallAsync{T}" path="exception"/>
    public Task CallAsync(
        string name, object? args = null, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var arguments = ClientCallValues.ArgumentsOf(name, args);
        ThrowIfWrong(timeout);
        return _session.CallAsync(name, arguments, timeout, cancellation);
    }

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

    private static void ThrowIfWrong(TimeSpan? timeout)
    {
        if (timeout is not { } time)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1), nameof(timeout));
    }

    /// <summary>The user, the session's id and the client's address, for logs.</summary>
    public override string ToString() => $"{User}, session {Id}, {_session}";
}
