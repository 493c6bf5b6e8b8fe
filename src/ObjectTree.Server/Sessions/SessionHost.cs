using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Server.Access;
using ObjectTree.Server.Calls;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

/// <summary>All sessions of one server, whatever carries them, and the one timer that watches them.</summary>
internal sealed partial class SessionHost : IAsyncDisposable
{
    private readonly Func<string, IFeed?> _findFeed;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Session, byte> _sessions;
    private readonly PeriodicTimer _timer;
    private readonly Task _watching;
    private readonly LogLimit _offences;
    private int _guests;
    // Stopping, and no session is left.
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping; // once true, nobody is let in; written before the sessions are told

    public SessionHost(
        Func<string, IFeed?> findFeed, ServerFunctions functions, SessionLimits limits, Authenticator authenticator,
        ClientSessions sessions, ServerMeter meter, TimeProvider time, ILogger logger)
    {
        limits.Validate();
        _sessions = sessions.Connected;
        (Functions, Meter) = (functions, meter);
        (_findFeed, Limits, Authenticator, Time, _logger) = (findFeed, limits, authenticator, time, logger);
        ReadLimits = limits.Protocol.ToReadLimits();
        _offences = new LogLimit(time);
        _timer = new PeriodicTimer(SessionTimes.Watch, time);
        _watching = WatchAsync();
    }

    public ServerFunctions Functions { get; }

    public SessionLimits Limits { get; }

    public ReadLimits ReadLimits { get; }

    public Authenticator Authenticator { get; }

    public ServerMeter Meter { get; }

    public TimeProvider Time { get; }

    public ILogger Logger => _logger;

    /// <summary>How many clients are connected. For tests of what is left behind.</summary>
    public int Count => _sessions.Count;

    /// <summary>Serves one connection until it ends. Never throws.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="arrival">What is known of the client already; null: nothing is.</param>
    public async Task ServeAsync(IConnection connection, Arrival? arrival = null)
    {
        var session = new Session(connection, arrival, this);
        _sessions.TryAdd(session, 0);
        LogConnected(session.ToString());
        if (Volatile.Read(ref _stopping))
            session.End(Farewell.Later(CloseCode.GoingAway, 0, 1_000));
        else if (_sessions.Count > Limits.Connections)
            session.End(Farewell.Later(CloseCode.Overloaded, 1_000, 5_000));
        else if (Authenticator.IsBlocked(connection.Client, out var wait))
            session.Refuse(wait);
        try
        {
            await session.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _sessions.TryRemove(session, out _);
            if (session.Caller is not null)
                Meter.Left();
            LogLeft(session.ToString());
            if (Volatile.Read(ref _stopping) && _sessions.IsEmpty)
                _gone.TrySetResult();
        }
    }

    /// <summary>Whether a moment, in ticks of UTC, has come.</summary>
    public bool HasEnded(long end) => end != ClientIdentity.Never && Time.GetUtcNow().UtcTicks >= end;

    public IFeed? FindFeed(string tree) => _findFeed(tree);

    public Caller NewCaller(ClientIdentity identity)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var user = identity.User ?? $"{Authenticator.GuestName}{Interlocked.Increment(ref _guests)}";
        return new Caller(id, user) { Principal = Authenticator.Kept(identity)! };
    }

    /// <summary>
    /// Says goodbye to all clients and lets nobody in any more. Returns when
    /// they are gone, or after a while without those whose call still runs.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _stopping, true);
        EndAll();
        try
        {
            await _gone.Task.WaitAsync(SessionTimes.Stop, Time, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogLeftBehind(_sessions.Count);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _stopping, true);
        EndAll();
        _timer.Dispose();
        await _watching.ConfigureAwait(false);
    }

    private void EndAll()
    {
        foreach (var session in _sessions.Keys)
            session.End(Farewell.Later(CloseCode.GoingAway, 0, 1_000));
        if (_sessions.IsEmpty)
            _gone.TrySetResult();
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            foreach (var session in _sessions.Keys)
                Watch(session);
        }
    }

    private void Watch(Session session)
    {
        try
        {
            session.Watch();
        }
        catch (Exception exception)
        {
            LogWatchFailed(session.ToString(), exception);
        }
    }
}
