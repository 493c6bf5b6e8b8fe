namespace ObjectTree.History;

/// <summary>
/// What undo needs to know of one object: the entries filed with it, oldest first, and the trails of its texts and lists. Guarded by the
/// tree's lock.
/// </summary>
internal sealed class ObjectHistory(SObject owner)
{
    private readonly List<HistoryEntry> _entries = [];
    private Dictionary<int, OperationTrail>? _trails; // by attribute
    private long _bytes;
    private bool _hasUndone; // or had: the next new entry drops them

    public OperationTrail TrailOf(int attribute)
    {
        _trails ??= [];
        if (!_trails.TryGetValue(attribute, out var trail))
            _trails.Add(attribute, trail = new OperationTrail());
        return trail;
    }

    /// <summary>Files an entry as the newest, which stays however large it is.</summary>
    public void File(HistoryEntry entry, HistoryLimits limits)
    {
        if (_hasUndone)
            RemoveUndone();
        _entries.Add(entry);
        _bytes += entry.Size;
        TellChanged();
        MakeRoom(limits);
    }

    /// <summary>
    /// An entry was undone, or redone, which makes it the newest again; it may have grown. Nothing is done where there was no room for it.
    /// </summary>
    public void Swapped(HistoryEntry entry, long grown, HistoryLimits limits)
    {
        var index = _entries.LastIndexOf(entry); // mostly one of the newest
        if (index < 0)
            return;
        _bytes += grown;
        TellChanged();
        if (entry.IsUndone)
        {
            _hasUndone = true;
        }
        else
        {
            _entries.RemoveAt(index);
            _entries.Add(entry);
        }
        MakeRoom(limits);
    }

    public void Remove(HistoryEntry entry)
    {
        var index = _entries.LastIndexOf(entry);
        if (index >= 0)
            RemoveAt(index);
    }

    public HistoryEntry? NewestDone(Predicate<HistoryEntry>? accept)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (!_entries[i].IsUndone && accept?.Invoke(_entries[i]) != false)
                return _entries[i];
        }
        return null;
    }

    public HistoryEntry? LastUndone(Predicate<HistoryEntry>? accept)
    {
        HistoryEntry? last = null;
        foreach (var entry in _entries)
        {
            if (entry.UndoneAt > (last?.UndoneAt ?? 0) && accept?.Invoke(entry) != false)
                last = entry;
        }
        return last;
    }

    private void MakeRoom(HistoryLimits limits)
    {
        while (_entries.Count > limits.Entries || (_bytes > limits.Bytes && _entries.Count > 1))
            RemoveAt(0);
    }

    private void RemoveUndone()
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].IsUndone)
                RemoveAt(i);
        }
        _hasUndone = false;
    }

    private void RemoveAt(int index)
    {
        var entry = _entries[index];
        _bytes -= entry.Size;
        _entries.RemoveAt(index);
        TellChanged();
        entry.Leave();
    }

    private void TellChanged() => owner.Tree.TellHistoryChanged(owner);
}
