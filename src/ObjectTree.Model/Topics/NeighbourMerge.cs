namespace ObjectTree.Model.Topics;

/// <summary>
/// Fewer operations with the effect of several: each is merged with the one before it, what that gives with the one before that, and so on.
/// </summary>
internal static class NeighbourMerge
{
    /// <param name="operations">What is to be merged, in order.</param>
    /// <param name="merge">One operation with the effect of two that follow each other; null: they stay two.</param>
    /// <param name="isNothing">Whether an operation does nothing.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<TopicOperation> operations, Func<T, T, T?> merge, Func<T, bool> isNothing)
        where T : TopicOperation
    {
        var merged = new List<T>(1);
        foreach (var operation in operations)
        {
            var next = (T)operation;
            while (merged.Count > 0 && merge(merged[^1], next) is { } both)
            {
                merged.RemoveAt(merged.Count - 1);
                next = both;
            }
            if (!isNothing(next))
                merged.Add(next);
        }
        return merged;
    }
}
