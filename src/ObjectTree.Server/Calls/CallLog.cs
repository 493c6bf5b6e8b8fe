using Microsoft.Extensions.Logging;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Calls;

/// <summary>What is said of calls, wherever they are made.</summary>
internal static partial class CallLog
{
    /// <summary>What is called, in words.</summary>
    public static string NameOf(CallMessage call) => $"'{Printable.Of(call.Method)}' on object {call.Object}";

    [LoggerMessage(20, LogLevel.Error, "The call of {Method} by {User} failed ({Correlation}); the tree is unharmed.")]
    public static partial void Failed(ILogger logger, string method, string user, string correlation, Exception exception);

    [LoggerMessage(33, LogLevel.Error, "The call of {Method} by {User} failed ({Correlation}); what it had done before stays.")]
    public static partial void FailedLater(ILogger logger, string method, string user, string correlation, Exception exception);

    [LoggerMessage(
        34, LogLevel.Warning, "The call of {Method} by {User} has not ended after {Seconds} s; it is cancelled, and answered with BUSY.")]
    public static partial void Late(ILogger logger, string method, string user, double seconds);
}
