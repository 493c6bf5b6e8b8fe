namespace ObjectTree.Server.Sessions;

/// <summary>Keeps clients from filling the log with their mistakes: ten lines a second. Any thread.</summary>
internal sealed class LogLimit(TimeProvider time)
{
    private readonly RateLimit _lines = new(perSecond: 10, burst: 10, time); // guarded by itself

    public bool TryTake()
    {
        lock (_lines)
            return _lines.TryTake(out _);
    }
}
