namespace ObjectTree.Server.Feeds;

/// <summary>One session's wish to be told what it may undo. Guarded by the tree's lock.</summary>
/// <param name="caller">Whose session.</param>
/// <param name="tell">Takes what has changed, and the index of the frame that it holds from. Never waits.</param>
internal sealed class UndoWatcher(Caller caller, Action<long, bool, bool, long> tell)
{
    private readonly Dictionary<long, (bool CanUndo, bool CanRedo)?> _told = []; // by object; null: nothing yet

    public Caller Caller => caller;

    public bool IsEmpty => _told.Count == 0;

    /// <summary>Begins to watch an object, which is told anew.</summary>
    public void Add(long objectId) => _told[objectId] = null;

    public void Remove(long objectId) => _told.Remove(objectId);

    /// <summary>Tells what has changed.</summary>
    /// <param name="find">What the caller may undo and redo in the history of an object.</param>
    /// <param name="index">The index of the frame that it holds from; asked for once, if at all.</param>
    public void Look(Func<long, (bool CanUndo, bool CanRedo)> find, Func<long> index)
    {
        long? from = null;
        foreach (var (id, told) in _told)
        {
            var now = find(id);
            if (now == told)
                continue;
            _told[id] = now;
            tell(id, now.CanUndo, now.CanRedo, from ??= index());
        }
    }
}
