using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Sessions;

// What time alone decides. Runs on the host's watch, twice a second.
internal sealed partial class Session
{
    private long _lastPing; // the watch alone
    private long _messageSince; // 0: no message has begun without ending; the watch alone

    public void Watch()
    {
        var limits = _host.Limits.Protocol;
        var listeningSince = Volatile.Read(ref _listeningSince);
        if (IsEnding)
        {
            if (IsOver(Volatile.Read(ref _endingSince), SessionTimes.Linger * 2))
                _connection.Abort();
            return;
        }
        if (Caller is not null && _host.HasEnded(_end))
        {
            _host.LogExpired(this);
            End(CloseCode.Unauthenticated);
            return;
        }
        if (IsOver(_outbox.SendingSince, SessionTimes.NoProgress))
        {
            _host.LogSlow(this);
            End(CloseCode.SlowConsumer);
            _connection.Abort(); // there is no room for a word
            return;
        }
        NoteMessage(listeningSince);
        if (Caller is null)
            WatchHandshake();
        else if (IsOver(_messageSince, SessionTimes.UnfinishedMessage)
            || IsOver(Volatile.Read(ref _partsSince), SessionTimes.MessageInParts))
        {
            EndLate("a message that does not end");
        }
        else if (IsOver(listeningSince, limits.Silence))
            End(CloseCode.Unresponsive);
        else if (IsOver(_outbox.LastSent, limits.KeepAlive) || IsOver(listeningSince, limits.KeepAlive))
            Ping();
    }

    /// <summary>
    /// Tells the client that we are there, and asks whether it is: who only looks on while frames come has no other reason to speak.
    /// </summary>
    private void Ping()
    {
        if (!IsOver(_lastPing, _host.Limits.Protocol.KeepAlive) || !_outbox.TryPut(new PrivateMessage(new PingMessage())))
            return;
        _lastPing = Now;
    }

    private void WatchHandshake()
    {
        if (!Volatile.Read(ref _isJoining) && IsOver(_began, SessionTimes.Handshake))
            EndLate("no Hello");
    }

    private void EndLate(string what)
    {
        _host.LogOffence(this, new ProtocolException(CloseCode.Timeout, what));
        End(CloseCode.Timeout);
    }

    /// <summary>
    /// Notes since when a message is under way; one that began after <paramref name="listeningSince"/> is another than before.
    /// </summary>
    private void NoteMessage(long listeningSince)
    {
        var isUnderWay = listeningSince != 0 && (_connection.IsReceivingMessage || Volatile.Read(ref _partsSince) != 0);
        if (!isUnderWay)
            _messageSince = 0;
        else if (_messageSince < listeningSince)
            _messageSince = Now;
    }

    private bool IsOver(long since, TimeSpan time) => since != 0 && _host.Time.GetElapsedTime(since) >= time;
}
