using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Access;

/// <summary>Bounds how long the application's callbacks are waited for.</summary>
internal static class TimeLimit
{
    public static readonly TimeSpan OfCallbacks = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits for a callback, and no longer than the limit; then its token is cancelled, and it is left alone: its end is of no account.
    /// </summary>
    /// <exception cref="TooLateException">The time is up.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> callback, TimeProvider time, ILogger logger)
    {
        var patience = new CancellationTokenSource(); // not disposed, which would take back what is registered before it is called
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = time.CreateTimer(_ => late.TrySetResult(), null, OfCallbacks, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            var running = callback(patience.Token).AsTask();
            // Forced: whoever completes the callback may be inside a tree.
            if (await Task.WhenAny(running, late.Task).ConfigureAwait(ConfigureAwaitOptions.ForceYielding) == running)
                return await running.ConfigureAwait(false);
            _ = running.ContinueWith(
                ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _ = Cancelling.CancelAsync(patience, logger);
            throw new TooLateException();
        }
    }
}
