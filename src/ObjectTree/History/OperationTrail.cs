using ObjectTree.Model.Topics;

namespace ObjectTree.History;

/// <summary>
/// The latest operations on one text or list, so that an older one can be transformed over them: what came after the oldest that the
/// history still holds. Bounded; what is older cannot be transformed any more. Guarded by the tree's lock.
/// </summary>
internal sealed class OperationTrail
{
    private const int MaxOperations = 1024;
    private const long MaxBytes = 1 << 20;

    private readonly List<Entry> _entries = [];
    private int _dropped; // at the head of _entries: no longer counted, taken out when they are half of it
    private long _first; // the position of the first operation that counts
    private bool _firstIsHeld; // by the step that led to it
    private long _bytes;
    private LaterOperations? _known; // what came after a position: nobody has to find it again
    private long _knownSince;

    private int Count => _entries.Count - _dropped;

    /// <summary>Notes an operation and gives the position after it, which is held until it is released.</summary>
    public long Add(AppliedOperation applied)
    {
        _entries.Add(new Entry(applied));
        _bytes += SizeOf(applied);
        _known = null;
        return _first + Count;
    }

    /// <summary>The newest was rolled back.</summary>
    public void RemoveLast()
    {
        _bytes -= SizeOf(_entries[^1].Applied);
        _entries.RemoveAt(_entries.Count - 1);
        _known = null;
    }

    /// <summary>
    /// Forgets what nobody needs, and what is too much. Once a transition is committed: what is rolled back leaves the trail as it was.
    /// </summary>
    public void Trim()
    {
        while (Count > 0 && (!_firstIsHeld || Count > MaxOperations || (_bytes > MaxBytes && Count > 1)))
            DropFirst();
    }

    /// <summary>Nobody will ask any more for what was applied after a position. Between transitions only, as <see cref="Trim"/>.</summary>
    public void Release(long position)
    {
        if (position > _first)
            _entries[_dropped + (int)(position - _first) - 1].IsHeld = false;
        else if (position == _first)
            _firstIsHeld = false;
        if (position == _knownSince)
            _known = null;
        Trim();
    }

    /// <summary>What was applied after a position; null: some of it is not known any more.</summary>
    public LaterOperations? Since(long position)
    {
        if (_known is not null && position == _knownSince)
            return _known;
        if (position < _first)
            return null;
        return position == _first + Count
            ? LaterOperations.None
            : new LaterOperations([.. _entries.Skip(_dropped + (int)(position - _first)).Select(entry => entry.Applied)]);
    }

    /// <summary>
    /// Notes what <see cref="Since"/> is to give, until the next operation, for the position before an operation that was taken back.
    /// </summary>
    public void Know(long position, LaterOperations? later) => (_knownSince, _known) = (position, later);

    private static long SizeOf(AppliedOperation applied) => applied.Operation.Size + applied.Inverse.Size;

    private void DropFirst()
    {
        var first = _entries[_dropped];
        _bytes -= SizeOf(first.Applied);
        _entries[_dropped++] = null!;
        _first++;
        _firstIsHeld = first.IsHeld;
        if (_dropped * 2 < _entries.Count)
            return;
        _entries.RemoveRange(0, _dropped);
        _dropped = 0;
    }

    private sealed class Entry(AppliedOperation applied)
    {
        public AppliedOperation Applied => applied;

        /// <summary>Whether somebody may ask for what was applied after this.</summary>
        public bool IsHeld { get; set; } = true;
    }
}
