using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Calls;

/// <summary>
/// The time that one call may take. Its token is cancelled when that is over, or when the session ends. Who is quicker, the call or the
/// time, has the say (<see cref="TryTake"/>). To be disposed when the call is done.
/// </summary>
internal sealed class CallTime : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _isTaken;

    /// <param name="limit">How long.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="logger">Where to say that a callback of the token failed.</param>
    /// <param name="late">Called once when the time is over and the call has not taken the word; null: nothing is to be done.</param>
    /// <param name="ended">Cancelled when the session ends.</param>
    public CallTime(TimeSpan limit, TimeProvider time, ILogger logger, Action? late, CancellationToken ended)
    {
        (_source, _logger) = (CancellationTokenSource.CreateLinkedTokenSource(ended), logger);
        Token = _source.Token;
        _timer = time.CreateTimer(_ => End(late), null, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token { get; }

    /// <summary>True once: whoever gets it answers the call.</summary>
    public bool TryTake() => !Interlocked.Exchange(ref _isTaken, true);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void End(Action? late)
    {
        if (!TryTake())
            return;
        late?.Invoke();
        _ = Cancelling.CancelAsync(_source, _logger);
    }
}
