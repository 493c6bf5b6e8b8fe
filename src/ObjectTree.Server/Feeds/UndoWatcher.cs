namespace ObjectTree.Server.Feeds;

/// <summary>One session's wish to be told what it may undo. Guarded by the tree's lock.</summary>
/// <param name="caller">Whose session.</param>
/// <param name="tell">Takes what has changed, and the index of the frame that it holds from. Never waits.</param>
internal sealed class UndoWatcher(Caller caller, Action<long, bool, bool, long> tell)
{
    private readonly Dictionary<long, (bool CanUndo, bool CanRedo)?> _told = []; // by object; null: nothing yet

    public Caller Caller => caller;

    /// <summary>What it watches.</summary>
    public IReadOnlyCollection<long> Objects => _told.Keys;

    /// <summary>Begins to watch an object, which is told anew.</summary>
    public void Add(long objectId) => _told[objectId] = null;

    public void Remove(long objectId) => _told.Remove(objectId);

    /// <summary>Tells what the caller may undo and redo in the history of an object, if it has changed.</summary>
    /// <param name="objectId">The object, which is watched.</param>
    /// <param name="now">What it is now.</param>
    /// <param name="index">The index of the frame that it holds from.</param>
    public void Tell(long objectId, (bool CanUndo, bool CanRedo) now, Func<long> index)
    {
        if (now == _told[objectId])
            return;
        _told[objectId] = now;
        tell(objectId, now.CanUndo, now.CanRedo, index());
    }
}
