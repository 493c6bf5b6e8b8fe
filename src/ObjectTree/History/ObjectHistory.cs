namespace ObjectTree.History;

/// <summary>What undo needs to know of one object: the entries filed with it, oldest first, and the trails of its texts and lists. Guarded by the tree's lock.</summary>
internal sealed class ObjectHistory
{
    private readonly List<HistoryEntry> _entries = [];
    private Dictionary<int, OperationTrail>? _trails; // by attribute
    private long _bytes;

    public OperationTrail TrailOf(int attribute)
    {
        _trails ??= [];
        if (!_trails.TryGetValue(attribute, out var trail))
            _trails.Add(attribute, trail = new OperationTrail());
        return trail;
    }

    /// <summary>Whether there may be undone entries, which the next new one drops.</summary>
    public bool HasUndone { get; set; }

    /// <summary>Files an entry as the newest.</summary>
    public void File(HistoryEntry entry, HistoryLimits limits)
    {
        if (HasUndone)
            RemoveUndone();
        _entries.Add(entry);
        _bytes += entry.Size;
        while (_entries.Count > limits.Entries || _bytes > limits.Bytes)
            RemoveAt(0);
    }

    /// <summary>A redone entry is the newest again.</summary>
    public void FileAgain(HistoryEntry entry)
    {
        if (_entries.Remove(entry))
            _entries.Add(entry);
    }

    public void Remove(HistoryEntry entry)
    {
        var index = _entries.LastIndexOf(entry);
        if (index >= 0)
            RemoveAt(index);
    }

    public HistoryEntry? NewestDone(Predicate<HistoryEntry>? accept) => _entries.FindLast(entry => !entry.IsUndone && accept?.Invoke(entry) != false);

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

    private void RemoveUndone()
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].IsUndone)
                RemoveAt(i);
        }
        HasUndone = false;
    }

    private void RemoveAt(int index)
    {
        _bytes -= _entries[index].Size;
        _entries.RemoveAt(index);
    }
}
