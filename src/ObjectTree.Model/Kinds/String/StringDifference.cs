using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.String;

/// <summary>What turns a text into another: what lies between what both begin and end with, or the whole.</summary>
internal static class StringDifference
{
    /// <summary>As it is written shortest; null when they are equal.</summary>
    public static StringOperation? Between(AttributeAddress address, string old, string next)
    {
        if (old == next)
            return null;
        var start = old.AsSpan().CommonPrefixLength(next);
        if (start > 0 && char.IsHighSurrogate(old[start - 1]))
            start--; // the pair stays whole
        var end = 0;
        while (end < Math.Min(old.Length, next.Length) - start && old[^(end + 1)] == next[^(end + 1)])
            end++;
        if (end > 0 && char.IsLowSurrogate(old[^end]))
            end--;
        var deleted = old.Length - start - end;
        var inserted = next.AsSpan(start, next.Length - start - end);
        return ValueSize.OfInt(start) + ValueSize.OfInt(deleted) + ValueSize.OfText(inserted) < ValueSize.OfText(next)
            ? new StringOperation.Splice(address, start, deleted, inserted.ToString())
            : new StringOperation.Set(address, next);
    }
}
