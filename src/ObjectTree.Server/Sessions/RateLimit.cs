namespace ObjectTree.Server.Sessions;

/// <summary>A token bucket: so many at once, so many a second. Used by one thread.</summary>
internal sealed class RateLimit(double perSecond, double burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _since = time.GetTimestamp();

    /// <summary>Takes a token. False: there is none for <paramref name="wait"/>.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_since, now).TotalSeconds * perSecond));
        _since = now;
        if (_tokens < 1)
        {
            wait = TimeSpan.FromSeconds((1 - _tokens) / perSecond);
            return false;
        }
        _tokens--;
        wait = TimeSpan.Zero;
        return true;
    }
}
