using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.List;

/// <summary>
/// Tells the replacement of a whole list item by item: what both lists begin and end with stays, the rest goes and comes. Linear, not the
/// shortest difference.
/// </summary>
internal static class ListDifference
{
    public static void Tell<T>(List<T> old, List<T> next, List<ListChange<T>> changes)
    {
        var same = ValueConverters.For<T>().Comparer;
        var start = 0;
        while (start < old.Count && start < next.Count && same.Equals(old[start], next[start]))
            start++;
        var (oldEnd, nextEnd) = (old.Count, next.Count);
        while (oldEnd > start && nextEnd > start && same.Equals(old[oldEnd - 1], next[nextEnd - 1]))
        {
            oldEnd--;
            nextEnd--;
        }
        for (var i = start; i < oldEnd; i++)
            changes.Add(ListChange<T>.Removed(start, old[i]));
        for (var i = start; i < nextEnd; i++)
            changes.Add(ListChange<T>.Inserted(i, next[i]));
    }
}
