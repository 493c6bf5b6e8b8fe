using Microsoft.Extensions.Logging;

namespace ObjectTree;

public sealed partial class Tree
{
    [LoggerMessage(1, LogLevel.Error, "An observer of {Object}, {Member}, failed; the tree is unharmed.")]
    private partial void LogObserverFailed(string @object, string member, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A handler of Committed failed at version {Version}; the tree is unharmed.")]
    private partial void LogCommittedFailed(long version, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Work for after a commit failed; what it had done of a transition is undone.")]
    private partial void LogWorkFailed(Exception exception);

    [LoggerMessage(
        5, LogLevel.Error, "A transition was rolled back, and the reaction that was to restore what is outside the tree failed.")]
    private partial void LogReactionFailed(Exception exception);

    [LoggerMessage(
        4, LogLevel.Error, "AfterTransition was used {Count} times in a row: something follows itself without end. The rest is dropped.")]
    private partial void LogFollowUpsWithoutEnd(int count);
}
