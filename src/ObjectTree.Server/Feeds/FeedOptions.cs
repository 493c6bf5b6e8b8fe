namespace ObjectTree.Server.Feeds;

/// <summary>How a tree in this process is fed to clients; see <see cref="HostedTreeOptions"/>.</summary>
internal sealed record FeedOptions(TimeSpan? Tick, int TransformWindow, UndoScope? ClientUndo)
{
    public static FeedOptions Of(HostedTreeOptions options) => new(options.Tick, options.TransformWindow, options.ClientUndo);
}
