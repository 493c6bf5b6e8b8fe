using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.List;

/// <summary>
/// What takes a list's operation back: new items as a whole while they are still there, an edit after transformation over what came later.
/// </summary>
internal static class ListUndo
{
    private const string Changed = "the list was changed since";

    public static TakenBack TakeBack(ReadOnlySpan<Values.Value> now, ListOperation operation, ListOperation inverse, LaterOperations later)
    {
        if (operation is ListOperation.Set set)
            return now.SequenceEqual(set.Items.AsArray().AsSpan()) ? TakenBack.By(inverse) : TakenBack.Not(Changed);
        if (!later.TryPass<ListOperation, ListTransformStep>(inverse, out var taken, out var without))
            return TakenBack.Not(Changed);
        if (taken.IsContested)
            return TakenBack.Not(InWords(taken.Contest, taken.Place));
        var count = now.Length;
        return Fit(taken.Operations, ref count)
            ? TakenBack.By(ImmutableArray<TopicOperation>.CastUp(taken.Operations)) with { Later = without }
            : TakenBack.Not(Changed);
    }

    private static string InWords(Contest contest, int place) => (contest, place) switch
    {
        (Contest.Replaced, < 0) => "the whole list was replaced since",
        (Contest.Replaced, _) => $"the item at {place} was replaced since",
        (Contest.Moved, _) => $"the item at {place} was moved since",
        (Contest.Removed, _) => "the item was removed since",
        _ => Changed,
    };

    /// <summary>
    /// Whether operations can be applied to so many items. They can when the list is what all operations together made of it.
    /// </summary>
    private static bool Fit(ImmutableArray<ListOperation> operations, ref int count)
    {
        foreach (var operation in operations)
        {
            if (!Fits(operation, ref count))
                return false;
        }
        return true;
    }

    private static bool Fits(ListOperation operation, ref int count)
    {
        switch (operation)
        {
            case ListOperation.Insert insert:
                return (uint)insert.Index <= (uint)count++;
            case ListOperation.InsertRange insert:
                count += insert.Items.AsArray().Length;
                return insert.Index >= 0 && insert.Index <= count - insert.Items.AsArray().Length;
            case ListOperation.RemoveRange remove:
                count -= remove.Count;
                return remove is { Index: >= 0, Count: >= 0 } && remove.Index <= count;
            case ListOperation.Replace replace:
                return (uint)replace.Index < (uint)count;
            case ListOperation.Move move:
                return (uint)move.From < (uint)count && (uint)move.To < (uint)count;
            case ListOperation.Patch patch:
                return Fit(patch.Steps, ref count);
            default:
                return true;
        }
    }
}
