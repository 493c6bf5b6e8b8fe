using Microsoft.Extensions.Logging;

namespace ObjectTree.Client;

// What the replica logs: faults of the application's own code, which harm nobody else.
public sealed partial class ReplicaTree
{
    internal void ObserverFailed(ReplicaObject? target, string what, Exception exception) =>
        LogObserverFailed(_logger, what, target, exception);

    internal void TopicLeftBehind(ReplicaObject target, string attribute, Type topic, Exception exception) =>
        LogTopicLeftBehind(_logger, topic, attribute, target, exception);

    internal void ViewFailed(ReplicaObject target, string what, Exception exception) => LogViewFailed(_logger, what, target, exception);

    [LoggerMessage(1, LogLevel.Error, "An observer of {What} of {Target} threw.")]
    private static partial void LogObserverFailed(ILogger logger, string what, ReplicaObject? target, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "A change of this client was refused or lost: {Code}, {Reason}")]
    private static partial void LogRejected(ILogger logger, string code, string reason);

    [LoggerMessage(
        2, LogLevel.Error, "A {Topic} cannot follow the attribute {Attribute} of {Target} any more: its items are of another type.")]
    private static partial void LogTopicLeftBehind(ILogger logger, Type topic, string attribute, ReplicaObject target, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "{What} of the view of {Target} failed.")]
    private static partial void LogViewFailed(ILogger logger, string what, ReplicaObject target, Exception exception);
}
