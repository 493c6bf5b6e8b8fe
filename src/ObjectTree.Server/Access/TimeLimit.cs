namespace ObjectTree.Server.Access;

/// <summary>Bounds how long the application's functions are waited for.</summary>
internal static class TimeLimit
{
    public static readonly TimeSpan OfFunctions = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits for a function, and no longer than the limit; one that goes on is left alone then, and its end is of no account.
    /// </summary>
    /// <exception cref="TooLateException">The time is up.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> function, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(OfFunctions, time);
        var running = function(patience.Token).AsTask();
        try
        {
            return await running.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            _ = running.ContinueWith(
                late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new TooLateException();
        }
    }
}
