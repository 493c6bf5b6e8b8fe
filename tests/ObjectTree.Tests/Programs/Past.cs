namespace ObjectTree.Tests.Programs;

/// <summary>What a history is, in the plainest way: all states there were.</summary>
internal sealed class Past(Plain now, Snapshot start)
{
    private readonly List<Entry> _done = [];
    private readonly Stack<Entry> _undone = [];

    /// <summary>What undoing everything leads to.</summary>
    public Snapshot Start { get; private set; } = start;

    public Plain Now { get; private set; } = now;

    public IReadOnlyList<Entry> Entries => _done;

    public bool CanUndo => _done.Count > 0;

    public bool CanRedo => _undone.Count > 0;

    public void Add(Plain after, Entry? entry, Func<Snapshot> serialize)
    {
        if (after.Clearings != Now.Clearings)
        {
            Clear(after, serialize);
            return;
        }
        Now = after.Copy();
        if (entry is null)
            return;
        _done.Add(entry with { After = Now });
        _undone.Clear();
    }

    /// <summary>Forgets all, when the history was cleared.</summary>
    public void Clear(Plain now, Func<Snapshot> serialize)
    {
        if (now.Clearings == Now.Clearings)
            return;
        (Now, Start) = (now.Copy(), serialize());
        _done.Clear();
        _undone.Clear();
    }

    public Plain Undone()
    {
        _undone.Push(_done[^1]);
        _done.RemoveAt(_done.Count - 1);
        return Now = Now.Restored(_undone.Peek().Before);
    }

    public Plain Redone()
    {
        _done.Add(_undone.Pop());
        return Now = Now.Restored(_done[^1].After);
    }
}
