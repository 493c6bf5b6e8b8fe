using Microsoft.Extensions.Logging;

namespace ObjectTree.Server;

/// <summary>Cancels what the application was given a token of.</summary>
internal static partial class Cancelling
{
    /// <summary>
    /// Cancels on the thread pool: what was registered for it is code of the application, which may block and throw. Never fails.
    /// </summary>
    public static async Task CancelAsync(CancellationTokenSource source, ILogger logger)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // What it was for is done.
        }
        catch (Exception exception)
        {
            CancellationFailed(logger, exception);
        }
    }

    [LoggerMessage(32, LogLevel.Error, "What was to happen when a token is cancelled failed.")]
    private static partial void CancellationFailed(ILogger logger, Exception exception);
}
