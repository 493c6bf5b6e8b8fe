using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Sessions;

// What time alone decides. Runs on the host's watch, twice a second.
internal sealed partial class Session
{
    private long _messageSince; // 0: no message has begun without ending; the watch alone

    public void Watch()
    {
        var limits = _host.Limits.Protocol;
        if (IsEnding)
        {
            if (IsOver(Volatile.Read(ref _endingSince), SessionTimes.Linger * 2))
                _connection.Abort();
            return;
        }
        if (IsOver(Volatile.Read(ref _sendingSince), SessionTimes.NoProgress))
        {
            _host.LogSlow(this);
            End(CloseCode.SlowConsumer);
            _connection.Abort(); // there is no room for a word
            return;
        }
        _messageSince = !_connection.IsReceivingMessage ? 0 : _messageSince != 0 ? _messageSince : _host.Time.GetTimestamp();
        if (Caller is null ? IsOver(_began, SessionTimes.Handshake) : IsOver(_messageSince, SessionTimes.UnfinishedMessage))
            End(CloseCode.Timeout);
        else if (Caller is not null && IsOver(Volatile.Read(ref _lastHeard), limits.Silence))
            End(CloseCode.Unresponsive);
        else if (Caller is not null && IsOver(Volatile.Read(ref _lastSent), limits.KeepAlive) && _private.IsEmpty)
            Send(new PrivateMessage(new PingMessage()));
    }

    private bool IsOver(long since, TimeSpan time) => since != 0 && _host.Time.GetElapsedTime(since) >= time;
}
