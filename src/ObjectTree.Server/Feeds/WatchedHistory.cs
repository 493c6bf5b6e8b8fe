namespace ObjectTree.Server.Feeds;

/// <summary>The history of an object that somebody watches. Guarded by the tree's lock.</summary>
internal sealed class WatchedHistory
{
    public HashSet<UndoWatcher> Watchers { get; } = [];

    /// <summary>Whether it is to be looked at, which has not been done yet.</summary>
    public bool IsDue { get; set; }

    /// <summary>Whether what a watcher was told depends on policies.</summary>
    public bool AsksPolicies { get; set; }
}
