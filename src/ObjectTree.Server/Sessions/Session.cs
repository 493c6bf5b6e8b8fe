using System.Diagnostics.CodeAnalysis;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

/// <summary>
/// One client's logical connection. A loop receives, an <see cref="Outbox"/> sends, and a watch looks in twice a second. The states:
/// waiting for Hello, open (it has a feed), ending (it has a last word).
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source holds something to dispose of only with a timer or a wait handle.")]
internal sealed partial class Session
{
    private readonly IConnection _connection;
    private readonly SessionHost _host;
    private readonly Outbox _outbox;
    private readonly RateLimit _snapshots; // those that the client gets because it lags
    private long _began; // the connection; once there is a caller, joining
    private long _acknowledged; // the index of the newest frame that the client was told carries the effect of an action
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously); // nothing is sent any more
    private ByeMessage? _lastWord; // set once, by whoever ends the session first
    private long _endingSince; // 0: the session is not ending; read by the watch

    public Session(IConnection connection, Arrival? arrival, SessionHost host)
    {
        (_connection, _arrival, _host) = (connection, arrival, host);
        _began = _lastPing = Now;
        _calls = new RateLimit(host.Limits.CallsPerSecond, host.Limits.CallBurst, host.Time);
        _actions = new RateLimit(host.Limits.ActionsPerSecond, host.Limits.ActionBurst, host.Time);
        _rejections = new RateLimit(host.Limits.RejectionsPerMinute / 60, host.Limits.RejectionsPerMinute, host.Time);
        _snapshots = new RateLimit(host.Limits.SnapshotsPerMinute / 60, host.Limits.SnapshotBurst, host.Time);
        _outbox = new Outbox(connection, this, host.Time);
        connection.Start(_outbox.Wake);
    }

    /// <summary>Who the client is; null until its Hello is accepted.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Serves the client until it or the session ends. Never throws.</summary>
    public async Task RunAsync()
    {
        var receiving = ReceiveAsync();
        await _finished.Task.ConfigureAwait(false);
        // The client may end the connection itself.
        await Task.WhenAny(receiving, Task.Delay(SessionTimes.Linger, _host.Time)).ConfigureAwait(false);
        if (!receiving.IsCompleted)
            _connection.Abort();
        if (_outbox.Reader is { } reader)
            await LeaveAsync(reader).ConfigureAwait(false);
        await receiving.ConfigureAwait(false);
        if (_watcher is { } watcher)
            await GuardAsync(() => _feed!.ForgetAsync(watcher)).ConfigureAwait(false);
        if (_isOpen)
            await _feed!.LeftAsync(() => Public).ConfigureAwait(false);
    }

    /// <summary>Ends the session; the first to end it has the last word.</summary>
    /// <param name="lastWord">What the client is told.</param>
    public void End(ByeMessage lastWord)
    {
        if (Interlocked.CompareExchange(ref _lastWord, lastWord, null) is not null)
            return;
        _host.Meter.Closed(lastWord.Code);
        Volatile.Write(ref _endingSince, Now);
        _outbox.End(lastWord);
        Volatile.Read(ref _requests)?.Close();
        if (Volatile.Read(ref _ended) is { } ended)
            _ = Cancelling.CancelAsync(ended, _host.Logger);
    }

    public void End(CloseCode code) => End(Farewell.For(code));

    /// <summary>Ends the session before it has begun: too many of its address have failed to sign in.</summary>
    public void Refuse(TimeSpan wait)
    {
        _host.LogTooManySignIns(this, wait);
        EndForAWhile(wait);
    }

    /// <summary>Ends the session because of a fault of the server.</summary>
    public void Fail(Exception exception)
    {
        var correlation = Correlation.New();
        End(Farewell.Fault(correlation));
        _host.LogFault(this, correlation, exception);
    }

    /// <summary>The outbox has sent its last.</summary>
    public void Finish() => _finished.TrySetResult();

    /// <summary>Gives the outbox a new reader in the place of one that is broken.</summary>
    public Task BeginAgainAsync(FeedReader broken) => GuardAsync(async () =>
    {
        await broken.LeaveAsync().ConfigureAwait(false);
        var hasWaited = false;
        while (!IsEnding && !_snapshots.TryTake(out var wait)) // a client that never keeps up would have one made after the other
        {
            if (!hasWaited)
                _host.LogLagging(this, wait);
            hasWaited = true;
            await Task.Delay(wait + SessionTimes.TimerStep, _host.Time).ConfigureAwait(false);
        }
        await BeginAsync(isFirst: false).ConfigureAwait(false);
    });

    /// <summary>Takes a reader out of its feed.</summary>
    public Task LeaveAsync(FeedReader reader) => GuardAsync(reader.LeaveAsync);

    /// <summary>The client's address, for logs.</summary>
    public override string ToString() => $"{_connection.Carrier} {_connection.Client}";

    private long Now => SessionTimes.Now(_host.Time);

    private bool IsEnding => Volatile.Read(ref _lastWord) is not null;

    /// <summary>Begins to read the feed, with a snapshot.</summary>
    private async Task BeginAsync(bool isFirst)
    {
        if (IsEnding)
            return;
        var reader = await _feed!.ReadAsync(
            Caller!, _connection.Framing, _host.Limits.Lag, Volatile.Read(ref _acknowledged), _outbox).ConfigureAwait(false);
        if (reader is null)
        {
            End(Farewell.Later(CloseCode.Overloaded, 1_000, 5_000));
            return;
        }
        if (isFirst)
            _outbox.Put(new PrivateMessage(AnswerMessage.ToHello, reader.Newest));
        _outbox.Begin(reader);
    }

    /// <summary>Runs one stage of the session; what goes wrong in it ends the session.</summary>
    private async Task GuardAsync(Func<Task> stage)
    {
        try
        {
            await stage().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            EndFor(exception);
        }
    }

    private void EndFor(Exception exception)
    {
        if (exception is ConnectionLostException)
            End(CloseCode.None);
        else
            Fail(exception);
    }
}
