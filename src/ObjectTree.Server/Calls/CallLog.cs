using Microsoft.Extensions.Logging;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Calls;

/// <summary>What is said of calls, wherever they are made.</summary>
internal static partial class CallLog
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
            // The call is done.
        }
        catch (Exception exception)
        {
            CancellationFailed(logger, exception);
        }
    }

    /// <summary>What is called, in words.</summary>
    public static string NameOf(CallMessage call) => $"'{call.Method}' on object {call.Object}";

    [LoggerMessage(20, LogLevel.Error, "The call of {Method} by {User} failed ({Correlation}); the tree is unharmed.")]
    public static partial void Failed(ILogger logger, string method, string user, string correlation, Exception exception);

    [LoggerMessage(26, LogLevel.Error, "The call of {Method} by {User} failed ({Correlation}); what it had done before stays.")]
    public static partial void FailedLater(ILogger logger, string method, string user, string correlation, Exception exception);

    [LoggerMessage(27, LogLevel.Error, "What was to happen when a call is cancelled failed.")]
    private static partial void CancellationFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        28, LogLevel.Warning, "The call of {Method} by {User} has not ended after {Seconds} s; it is cancelled, and answered with BUSY.")]
    public static partial void Late(ILogger logger, string method, string user, double seconds);
}
