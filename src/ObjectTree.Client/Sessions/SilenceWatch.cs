namespace ObjectTree.Client.Sessions;

/// <summary>Notices when nothing was heard for a time. Hearing costs one write; the timer looks after it.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Action _silent;
    private long _heard;
    private long _most; // in ticks of TimeSpan

    public SilenceWatch(TimeProvider time, Action silent)
    {
        (_time, _silent) = (time, silent);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to watch.</summary>
    public void Start(TimeSpan most)
    {
        Heard();
        Volatile.Write(ref _most, most.Ticks);
        _timer.Change(most, Timeout.InfiniteTimeSpan);
    }

    public void Heard() => Volatile.Write(ref _heard, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var left = TimeSpan.FromTicks(Volatile.Read(ref _most)) - _time.GetElapsedTime(Volatile.Read(ref _heard));
        if (left > TimeSpan.Zero)
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        else
            _silent();
    }
}
