using System.Collections.Immutable;
using ObjectTree.Model.Differences;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.List;

/// <summary>
/// The steps from one list to another: first goes what is gone, from the end on; then what has moved takes its place; then comes what is
/// new or replaced, from the start on. Gives up as soon as the steps would take more than they may.
/// </summary>
internal ref struct ListDifference
{
    // Each step but Replace shifts what stands behind it: as many items as are moved in a few dozen milliseconds.
    private const long MaxShifted = 1 << 24;

    private readonly AttributeAddress _address;
    private readonly ReadOnlySpan<Values.Value> _old;
    private readonly ReadOnlySpan<Values.Value> _next;
    private readonly Alignment _alignment;
    private readonly ImmutableArray<ListOperation>.Builder _steps = ImmutableArray.CreateBuilder<ListOperation>();
    private long _bytes;
    private long _shifts = MaxShifted;

    private ListDifference(AttributeAddress address, ReadOnlySpan<Values.Value> old, ReadOnlySpan<Values.Value> next, long bytes)
    {
        (_address, _bytes) = (address, bytes);
        _old = old;
        _next = next;
        _alignment = Alignment.Of(old, next);
    }

    /// <summary>What turns a list into another, as it is written shortest; null when they are equal.</summary>
    public static ListOperation? Between(AttributeAddress address, ReadOnlySpan<Values.Value> old, ImmutableArray<Values.Value> next)
    {
        if (old.SequenceEqual(next.AsSpan()))
            return null;
        // A step takes at least five bytes with the head of the steps.
        var whole = ValueSize.Of(next.AsSpan());
        return whole > 5 && Steps(address, old, next.AsSpan(), whole) is { } steps
            ? new ListOperation.Patch(address, steps)
            : new ListOperation.Set(address, Values.Value.FromArray(next));
    }

    /// <summary>The steps that turn a list into another, unless they would take too long; null when they are equal.</summary>
    public static ListOperation? Edits(AttributeAddress address, ReadOnlySpan<Values.Value> old, ImmutableArray<Values.Value> next)
    {
        if (old.SequenceEqual(next.AsSpan()))
            return null;
        return Steps(address, old, next.AsSpan(), long.MaxValue) is { } steps
            ? new ListOperation.Patch(address, steps)
            : new ListOperation.Set(address, Values.Value.FromArray(next));
    }

    /// <summary>Tells the replacement of a whole list item by item.</summary>
    public static void Tell(ReadOnlySpan<Values.Value> old, ReadOnlySpan<Values.Value> next, List<ListChange<Values.Value>> changes)
    {
        if (Steps(default, old, next, long.MaxValue) is { } steps)
        {
            var copy = new ListState(old);
            foreach (var step in steps)
                _ = copy.Apply(step, changes);
            return;
        }
        foreach (var item in old)
            changes.Add(ListChange<Values.Value>.Removed(0, item));
        for (var i = 0; i < next.Length; i++)
            changes.Add(ListChange<Values.Value>.Inserted(i, next[i]));
    }

    /// <summary>The steps, when they take less than <paramref name="bytes"/>; else null.</summary>
    private static ImmutableArray<ListOperation>? Steps(
        AttributeAddress address, ReadOnlySpan<Values.Value> old, ReadOnlySpan<Values.Value> next, long bytes)
    {
        var difference = new ListDifference(address, old, next, bytes);
        return difference.Remove() && difference.Move() && difference.Insert()
            && difference._bytes > ValueSize.OfLength(difference._steps.Count)
            ? difference._steps.ToImmutable()
            : null;
    }

    private bool Remove()
    {
        for (var end = _old.Length; end > 0;)
        {
            var start = end;
            while (start > 0 && _alignment.IsGone(start - 1))
                start--;
            if (start < end
                && !Add(new ListOperation.RemoveRange(_address, start, end - start), ValueSize.OfInt(start) + ValueSize.OfInt(end - start)))
            {
                return false;
            }
            end = Math.Min(start, end - 1);
        }
        return true;
    }

    private bool Move()
    {
        if (!_alignment.IsMoved.AsSpan().Contains(true))
            return true;
        // One slot before all and one for each old item. A moved item leaves its slot and stands behind those in the slot of the last item
        // that stays.
        var ranks = new RankTree(_old.Length + 1);
        for (var i = 0; i < _old.Length; i++)
            ranks.Add(i + 1, _alignment.IsGone(i) ? 0 : 1);
        var last = 0;
        for (var i = 0; i < _next.Length; i++)
        {
            var slot = _alignment.Source[i] + 1;
            if (slot == 0)
                continue;
            if (!_alignment.IsMoved[i])
            {
                last = slot;
                continue;
            }
            var from = ranks.Through(slot - 1);
            ranks.Add(slot, -1);
            var to = ranks.Through(last);
            ranks.Add(last, 1);
            if (from != to && !Add(new ListOperation.Move(_address, from, to), ValueSize.OfInt(from) + ValueSize.OfInt(to)))
                return false;
        }
        return true;
    }

    private bool Insert()
    {
        for (var i = 0; i < _next.Length; i++)
        {
            var source = _alignment.Source[i];
            if (source >= 0)
            {
                if (_old[source] != _next[i]
                    && !Add(new ListOperation.Replace(_address, i, _next[i]), ValueSize.OfInt(i) + ValueSize.Of(_next[i])))
                {
                    return false;
                }
                continue;
            }
            var start = i;
            while (i + 1 < _next.Length && _alignment.Source[i + 1] < 0)
                i++;
            if (!Insert(start, _next[start..(i + 1)]))
                return false;
        }
        return true;
    }

    private bool Insert(int index, ReadOnlySpan<Values.Value> items)
    {
        if (items.Length == 1)
            return Add(new ListOperation.Insert(_address, index, items[0]), ValueSize.OfInt(index) + ValueSize.Of(items[0]));
        return Add(
            new ListOperation.InsertRange(_address, index, Values.Value.FromArray([.. items])),
            ValueSize.OfInt(index) + ValueSize.Of(items));
    }

    private bool Add(ListOperation step, long operands)
    {
        _steps.Add(step);
        _bytes -= 2 + operands; // the head of the step's array, and the verb
        if (step is not ListOperation.Replace)
            _shifts -= _old.Length + _next.Length;
        return _bytes > 0 && _shifts > 0;
    }
}
