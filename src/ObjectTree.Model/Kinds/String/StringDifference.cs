using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.String;

/// <summary>What turns a text into another: what lies between what both begin and end with, or the whole.</summary>
internal static class StringDifference
{
    /// <summary>As it is written shortest; null when they are equal.</summary>
    public static StringOperation? Between(AttributeAddress address, string old, string next)
    {
        if (Edit(address, old, next) is not { } edit)
            return null;
        var size = ValueSize.OfInt(edit.Position) + ValueSize.OfInt(edit.Deleted) + ValueSize.OfText(edit.Inserted);
        return size < ValueSize.OfText(next) ? edit : new StringOperation.Set(address, next);
    }

    /// <summary>The part that differs; null when they are equal.</summary>
    public static StringOperation.Splice? Edit(AttributeAddress address, string old, string next)
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
        return new StringOperation.Splice(address, start, old.Length - start - end, next[start..^end]);
    }
}
