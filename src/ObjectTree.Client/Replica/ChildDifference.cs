namespace ObjectTree.Client.Replica;

/// <summary>What turns one list of children into another: as few moves as can be, and nothing about those that stay.</summary>
internal static class ChildDifference
{
    /// <summary>The changes in an order in which each counts after those before it.</summary>
    public static List<ChildChange<ReplicaObject>> Of(IReadOnlyList<ReplicaObject> before, IReadOnlyList<ReplicaObject> after)
    {
        var changes = new List<ChildChange<ReplicaObject>>();
        if (before.SequenceEqual(after))
            return changes;
        var (now, left) = (before.ToList(), after.ToHashSet());
        for (var i = now.Count - 1; i >= 0; i--)
        {
            if (left.Contains(now[i]))
                continue;
            changes.Add(new ChildChange<ReplicaObject>(ChildChangeKind.Removed, now[i], -1, i));
            now.RemoveAt(i);
        }
        var (staying, there) = (Staying(now, after), now.ToHashSet());
        for (var i = 0; i < after.Count; i++)
        {
            var child = after[i];
            if (staying.Contains(child))
                continue;
            var from = there.Contains(child) ? now.IndexOf(child) : -1;
            if (from >= 0)
                now.RemoveAt(from);
            var to = i == 0 ? 0 : now.IndexOf(after[i - 1]) + 1; // that one is at its place already
            now.Insert(to, child);
            changes.Add(new ChildChange<ReplicaObject>(from < 0 ? ChildChangeKind.Added : ChildChangeKind.Moved, child, to, from));
        }
        return changes;
    }

    /// <summary>As many as can be that follow each other in both: the longest ascending row of their places.</summary>
    private static HashSet<ReplicaObject> Staying(List<ReplicaObject> before, IReadOnlyList<ReplicaObject> after)
    {
        var placeAfter = new Dictionary<ReplicaObject, int>(after.Count);
        for (var i = 0; i < after.Count; i++)
            placeAfter.Add(after[i], i);
        var places = before.ConvertAll(child => placeAfter[child]);
        var ends = new List<int>(); // by length: where the row of this length ends that ends lowest
        var previous = new int[places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = places[ends[middle]] < places[i] ? (middle + 1, high) : (low, middle);
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
                ends.Add(i);
            else
                ends[low] = i;
        }
        var staying = new HashSet<ReplicaObject>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
            staying.Add(before[i]);
        return staying;
    }
}
