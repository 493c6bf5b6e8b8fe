using Microsoft.Extensions.Time.Testing;

namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>A test's time that knows whether its one timer is set.</summary>
internal sealed class AlarmTime : FakeTimeProvider
{
    public bool IsSet { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        IsSet = dueTime != Timeout.InfiniteTimeSpan;
        return new Alarm(this, base.CreateTimer(given => GoOff(callback, given), state, dueTime, period));
    }

    private void GoOff(TimerCallback callback, object? state)
    {
        IsSet = false;
        callback(state);
    }

    private sealed class Alarm(AlarmTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.IsSet = dueTime != Timeout.InfiniteTimeSpan;
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
