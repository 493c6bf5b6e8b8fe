using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.String;

/// <summary>Fewer operations with the effect of several on text: what is set replaces what was before, and a splice at what the one before it put in becomes one with it.</summary>
internal static class StringMerge
{
    public static IReadOnlyList<StringOperation> Of(IReadOnlyList<TopicOperation> operations)
    {
        var merged = new List<StringOperation>(1);
        foreach (var operation in operations.Cast<StringOperation>())
        {
            var next = operation;
            if (next is StringOperation.Set)
                merged.Clear();
            if (merged is [.., StringOperation.Splice first] && next is StringOperation.Splice second && Merge(first, second) is { } both)
            {
                merged.RemoveAt(merged.Count - 1);
                next = both;
            }
            if (next is not StringOperation.Splice { Deleted: 0, Inserted: "" })
                merged.Add(next);
        }
        return merged;
    }

    /// <summary>Null: they do not touch. The ends of both are between characters, so those of what they become are, too.</summary>
    private static StringOperation.Splice? Merge(StringOperation.Splice first, StringOperation.Splice second)
    {
        var end = first.Position + first.Inserted.Length; // of what the first put in
        var secondEnd = second.Position + second.Deleted;
        if (second.Position > end || secondEnd < first.Position)
            return null;
        var (before, after) = (Math.Max(0, first.Position - second.Position), Math.Max(0, secondEnd - end)); // what the second deletes beyond it
        var inserted = first.Inserted.AsSpan();
        return first with
        {
            Position = first.Position - before,
            Deleted = before + first.Deleted + after,
            Inserted = string.Concat(
                inserted[..Math.Max(0, second.Position - first.Position)], second.Inserted, inserted[Math.Min(inserted.Length, Math.Max(0, secondEnd - first.Position))..]),
        };
    }
}
