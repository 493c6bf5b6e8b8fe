using Microsoft.Extensions.Logging;

namespace ObjectTree;

public sealed partial class Tree
{
    [LoggerMessage(1, LogLevel.Error, "An observer of {Object}, {Member}, failed; the tree is unharmed.")]
    private partial void LogObserverFailed(string @object, string member, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A handler of Committed failed at version {Version}; the tree is unharmed.")]
    private partial void LogCommittedFailed(long version, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Work that was started after a commit failed; the tree is unharmed.")]
    private partial void LogWorkFailed(Exception exception);
}
