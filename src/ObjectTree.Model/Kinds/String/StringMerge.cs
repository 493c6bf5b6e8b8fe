using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.String;

/// <summary>
/// Fewer operations with the effect of several on text: what is set replaces what was before, and a splice at what the one before it put in
/// becomes one with it.
/// </summary>
internal static class StringMerge
{
    public static IReadOnlyList<StringOperation> Of(IReadOnlyList<TopicOperation> operations) => NeighbourMerge.Of<StringOperation>(
        operations, Merge, operation => operation is StringOperation.Splice { Deleted: 0, Inserted: "" });

    /// <summary>Null: they stay two.</summary>
    private static StringOperation? Merge(StringOperation first, StringOperation second) => (first, second) switch
    {
        (_, StringOperation.Set) => second,
        (StringOperation.Splice one, StringOperation.Splice other) => Merge(one, other),
        _ => null,
    };

    /// <summary>Null: they do not touch. The ends of both are between characters, so those of what they become are, too.</summary>
    private static StringOperation.Splice? Merge(StringOperation.Splice first, StringOperation.Splice second)
    {
        var end = first.Position + first.Inserted.Length; // of what the first put in
        var secondEnd = second.Position + second.Deleted;
        if (second.Position > end || secondEnd < first.Position)
            return null;
        // What the second deletes beyond what the first put in.
        var (before, after) = (Math.Max(0, first.Position - second.Position), Math.Max(0, secondEnd - end));
        var inserted = first.Inserted.AsSpan();
        return first with
        {
            Position = first.Position - before,
            Deleted = before + first.Deleted + after,
            Inserted = string.Concat(
                inserted[..Math.Max(0, second.Position - first.Position)], second.Inserted,
                inserted[Math.Min(inserted.Length, Math.Max(0, secondEnd - first.Position))..]),
        };
    }
}
