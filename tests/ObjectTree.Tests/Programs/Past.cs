namespace ObjectTree.Tests.Programs;

/// <summary>What a history is, in the plainest way: all states there were.</summary>
/// <param name="now">The state that it begins with.</param>
/// <param name="start">The same, as the engine says it.</param>
/// <param name="bound">How many entries it keeps.</param>
internal sealed class Past(Plain now, Snapshot start, int bound)
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
        _done.Add(entry with { After = Now, Start = bound < int.MaxValue ? serialize() : null });
        _undone.Clear();
        if (_done.Count <= bound)
            return;
        Start = _done[0].Start!;
        _done.RemoveAt(0);
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
