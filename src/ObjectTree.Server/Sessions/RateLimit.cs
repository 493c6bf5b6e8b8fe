namespace ObjectTree.Server.Sessions;

/// <summary>A token bucket: so many at once, so many a second. Used by one thread.</summary>
internal sealed class RateLimit
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _since;

    public RateLimit(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _time, _tokens, _since) = (perSecond, burst, time, burst, time.GetTimestamp());
    }

    /// <summary>Takes a token. False: there is none for <paramref name="wait"/>.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_since, now).TotalSeconds * _perSecond));
        _since = now;
        if (_tokens < 1)
        {
            wait = TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
            return false;
        }
        _tokens--;
        wait = TimeSpan.Zero;
        return true;
    }
}
