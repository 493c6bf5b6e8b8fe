namespace ObjectTree.Server.Feeds;

/// <summary>The history of an object that somebody watches. Guarded by the tree's lock.</summary>
/// <param name="mark">Where it stood when it was looked at.</param>
internal sealed class WatchedHistory((object? History, long Changes) mark)
{
    public (object? History, long Changes) Mark { get; set; } = mark;

    public HashSet<UndoWatcher> Watchers { get; } = [];

    /// <summary>Whether what a watcher was told depends on policies.</summary>
    public bool AsksPolicies { get; set; }
}
