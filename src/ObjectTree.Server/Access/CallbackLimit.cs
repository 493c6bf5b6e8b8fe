using Microsoft.Extensions.Logging;

namespace ObjectTree.Server.Access;

/// <summary>
/// Bounds how long the application's callbacks are waited for, and how many may still run of those that nobody waits for any more. Any
/// thread.
/// </summary>
internal sealed class CallbackLimit(TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostLate = 64;

    private int _late; // run on, though nobody waits

    /// <summary>
    /// Asks the application something, unless too much that it was asked before is still running. See <see cref="RunAsync"/>.
    /// </summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> callback) =>
        Volatile.Read(ref _late) < MostLate ? RunAsync(callback) : throw new TooLateException();

    /// <summary>
    /// Waits for a callback, and no longer than the limit; then its token is cancelled, and it is left alone: its end is of no account.
    /// </summary>
    /// <exception cref="TooLateException">The time is up.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> callback)
    {
        var patience = new CancellationTokenSource(); // not disposed, which would take back what is registered before it is called
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = time.CreateTimer(_ => late.TrySetResult(), null, Patience, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            var running = callback(patience.Token).AsTask();
            // Forced: whoever completes the callback may be inside a tree.
            if (await Task.WhenAny(running, late.Task).ConfigureAwait(ConfigureAwaitOptions.ForceYielding) == running)
                return await running.ConfigureAwait(false);
            Interlocked.Increment(ref _late);
            _ = running.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _ = Cancelling.CancelAsync(patience, logger);
            throw new TooLateException();
        }
    }

    private void Forget(Task ended)
    {
        _ = ended.Exception;
        Interlocked.Decrement(ref _late);
    }
}
