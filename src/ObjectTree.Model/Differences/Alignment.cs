using ObjectTree.Model.Values;

namespace ObjectTree.Model.Differences;

/// <summary>
/// Which item of a sequence became which of another. What both begin and end with stays; between, the longest common part when few items
/// differ, else what stands at the same place or keeps its order, whichever is more. Takes time in proportion to both lengths (times the
/// logarithm), whatever they hold.
/// </summary>
internal sealed class Alignment
{
    private readonly Fate[] _fates; // by place in the old sequence

    private Alignment(int old, int next)
    {
        _fates = new Fate[old];
        Source = new int[next];
        Array.Fill(Source, -1);
        IsMoved = new bool[next];
    }

    /// <summary>For each new item the place of the old one that it was, or that it replaces; −1: it came.</summary>
    public int[] Source { get; }

    /// <summary>For each new item whether its old place is out of order.</summary>
    public bool[] IsMoved { get; }

    public static Alignment Of(ReadOnlySpan<Value> old, ReadOnlySpan<Value> next)
    {
        var alignment = new Alignment(old.Length, next.Length);
        var start = old.CommonPrefixLength(next);
        var end = 0;
        while (end < Math.Min(old.Length, next.Length) - start && old[^(end + 1)] == next[^(end + 1)])
            end++;
        for (var i = 0; i < start; i++)
            alignment.Join(i, i);
        for (var i = 1; i <= end; i++)
            alignment.Join(old.Length - i, next.Length - i);
        var from = old[start..^end];
        var to = next[start..^end];
        if (!from.IsEmpty && !to.IsEmpty)
        {
            alignment.JoinAll(ShortestEdit.Find(from, to) ?? More(SamePlace(from, to), SameOrder(from, to)), start);
            alignment.JoinMoved(old, next);
            alignment.JoinReplaced();
        }
        return alignment;
    }

    /// <summary>Whether the old item is gone.</summary>
    public bool IsGone(int old) => _fates[old] == Fate.Gone;

    private static int[] More(int[]? one, int[] other) =>
        one is not null && one.Count(place => place >= 0) >= other.Count(place => place >= 0) ? one : other;

    private static int[]? SamePlace(ReadOnlySpan<Value> old, ReadOnlySpan<Value> next)
    {
        if (old.Length != next.Length)
            return null;
        var source = new int[next.Length];
        for (var i = 0; i < source.Length; i++)
            source[i] = old[i] == next[i] ? i : -1;
        return source;
    }

    private static int[] SameOrder(ReadOnlySpan<Value> old, ReadOnlySpan<Value> next)
    {
        var places = new Occurrences(old, [.. Enumerable.Range(0, old.Length)]);
        var source = new int[next.Length];
        for (var i = 0; i < source.Length; i++)
            source[i] = places.Take(next[i]);
        KeepLongestAscending(source);
        return source;
    }

    private static void KeepLongestAscending(int[] source)
    {
        var tails = new List<int>(); // by length: where the run that ends lowest ends
        var previous = new int[source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] < 0)
                continue;
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = source[tails[middle]] < source[i] ? (middle + 1, high) : (low, middle);
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count)
                tails.Add(i);
            else
                tails[low] = i;
        }
        var kept = tails.Count == 0 ? -1 : tails[^1];
        for (var i = source.Length - 1; i >= 0; i--)
        {
            if (i == kept)
                kept = previous[i];
            else
                source[i] = -1;
        }
    }

    private void Join(int old, int next) => (Source[next], _fates[old]) = (old, Fate.Stays);

    private void JoinAll(int[] source, int offset)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] >= 0)
                Join(source[i] + offset, i + offset);
        }
    }

    /// <summary>What went at one place and came at another has moved.</summary>
    private void JoinMoved(ReadOnlySpan<Value> old, ReadOnlySpan<Value> next)
    {
        var gone = new List<int>();
        for (var i = 0; i < old.Length; i++)
        {
            if (IsGone(i))
                gone.Add(i);
        }
        if (gone.Count == 0)
            return;
        var places = new Occurrences(old, gone);
        for (var i = 0; i < next.Length; i++)
        {
            if (Source[i] >= 0 || places.Take(next[i]) is not (>= 0 and var place))
                continue;
            (Source[i], _fates[place], IsMoved[i]) = (place, Fate.Moves, true);
        }
    }

    /// <summary>What went and came at the same place was replaced.</summary>
    private void JoinReplaced()
    {
        var old = 0;
        for (var i = 0; i < Source.Length; i++)
        {
            if (IsMoved[i])
                continue;
            if (Source[i] >= 0)
            {
                old = Source[i] + 1;
                continue;
            }
            while (old < _fates.Length && _fates[old] == Fate.Moves)
                old++;
            if (old < _fates.Length && IsGone(old))
                Join(old++, i);
        }
    }

    private enum Fate : byte
    {
        Gone,
        Stays,
        Moves,
    }
}
