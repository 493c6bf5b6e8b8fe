using Microsoft.Extensions.Logging;

namespace ObjectTree.Client;

public sealed partial class ObjectTreeClient
{
    [LoggerMessage(11, LogLevel.Information, "{Reason} Connecting again in {Delay}.")]
    private static partial void LogReconnecting(ILogger logger, string reason, TimeSpan delay);

    [LoggerMessage(12, LogLevel.Information, "{Reason} Closed for good.")]
    private static partial void LogClosed(ILogger logger, string reason);

    [LoggerMessage(13, LogLevel.Error, "A handler of StateChanged threw.")]
    private static partial void LogHandlerFailed(ILogger logger, Exception exception);
}
