using ObjectTree.Model.Topics;

namespace ObjectTree.History;

/// <summary>
/// The latest operations on one text or list, so that an older one can be transformed over them. Bounded; what is older cannot be
/// transformed any more. Guarded by the tree's lock.
/// </summary>
internal sealed class OperationTrail
{
    private const int MaxOperations = 1024;
    private const long MaxBytes = 1 << 20;

    private readonly List<AppliedOperation> _operations = [];
    private int _dropped; // at the head of _operations: no longer counted, taken out when they are half of it
    private long _first; // the position of the first operation that counts
    private long _bytes;

    private int Count => _operations.Count - _dropped;

    /// <summary>Notes an operation and gives the position after it.</summary>
    public long Add(AppliedOperation applied)
    {
        _operations.Add(applied);
        _bytes += SizeOf(applied);
        return _first + Count;
    }

    /// <summary>Forgets what is too much. Once a transition is committed: what is rolled back leaves the trail as it was.</summary>
    public void Trim()
    {
        while (Count > MaxOperations || (_bytes > MaxBytes && Count > 1))
            DropFirst();
    }

    /// <summary>The newest was rolled back.</summary>
    public void RemoveLast()
    {
        _bytes -= SizeOf(_operations[^1]);
        _operations.RemoveAt(_operations.Count - 1);
    }

    /// <summary>What was applied after a position. False: some of it is not known any more.</summary>
    public bool TrySince(long position, out IReadOnlyList<AppliedOperation> later)
    {
        var isKnown = position >= _first;
        later = isKnown ? _operations.GetRange(_dropped + (int)(position - _first), (int)(_first + Count - position)) : [];
        return isKnown;
    }

    private static long SizeOf(AppliedOperation applied) => applied.Operation.Size + applied.Inverse.Size;

    private void DropFirst()
    {
        _bytes -= SizeOf(_operations[_dropped]);
        _operations[_dropped++] = default;
        _first++;
        if (_dropped * 2 < _operations.Count)
            return;
        _operations.RemoveRange(0, _dropped);
        _dropped = 0;
    }
}
