using ObjectTree.Model.Values;

namespace ObjectTree.Model.Differences;

/// <summary>The longest common part of two sequences that differ in few items (Myers, "An O(ND) difference algorithm").</summary>
internal static class ShortestEdit
{
    // Bounds the search to about 65 walks along the sequences, whatever they hold.
    private const int MaxEdits = 32;

    /// <summary>
    /// For each item of <paramref name="next"/> its place in <paramref name="old"/>, ascending, −1: it came; null when more items differ
    /// than are searched for.
    /// </summary>
    public static int[]? Find(ReadOnlySpan<Value> old, ReadOnlySpan<Value> next)
    {
        if (Math.Abs(old.Length - next.Length) > MaxEdits)
            return null;
        var reached = new int[(2 * MaxEdits) + 3]; // by diagonal: how far in old
        var rounds = new List<int[]>();
        for (var edits = 0; edits <= MaxEdits; edits++)
        {
            rounds.Add((int[])reached.Clone());
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = IsInsertion(reached, diagonal, edits) ? reached[At(diagonal + 1)] : reached[At(diagonal - 1)] + 1;
                var y = x - diagonal;
                if (x <= old.Length && y <= next.Length)
                    x += Common(old[x..], next[y..]);
                reached[At(diagonal)] = x;
                if (x >= old.Length && x - diagonal >= next.Length)
                    return Trace(rounds, old.Length, next.Length);
            }
        }
        return null;
    }

    private static int At(int diagonal) => diagonal + MaxEdits + 1;

    private static bool IsInsertion(int[] reached, int diagonal, int edits) =>
        diagonal == -edits || (diagonal != edits && reached[At(diagonal - 1)] < reached[At(diagonal + 1)]);

    private static int Common(ReadOnlySpan<Value> one, ReadOnlySpan<Value> other) => one.CommonPrefixLength(other);

    private static int[] Trace(List<int[]> rounds, int x, int y)
    {
        var source = new int[y];
        Array.Fill(source, -1);
        for (var edits = rounds.Count - 1; edits >= 0; edits--)
        {
            var diagonal = x - y;
            var (fromX, fromY) = (0, 0);
            if (edits > 0)
            {
                var before = diagonal + (IsInsertion(rounds[edits], diagonal, edits) ? 1 : -1);
                fromX = rounds[edits][At(before)];
                fromY = fromX - before;
            }
            var start = edits == 0 ? 0 : diagonal > fromX - fromY ? fromX + 1 : fromX;
            while (x > start)
                source[--y] = --x;
            (x, y) = (fromX, fromY);
        }
        return source;
    }
}
