using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.String;

/// <summary>
/// What takes a text's operation back: a new text while it is still there, an edit after transformation over what came later.
/// </summary>
internal static class StringUndo
{
    private const string Changed = "the text was changed since";

    public static TakenBack TakeBack(string now, StringOperation operation, StringOperation inverse, LaterOperations later)
    {
        if (operation is StringOperation.Set set)
            return now == set.Value ? TakenBack.By(inverse) : TakenBack.Not(Changed);
        if (!later.TryPass<StringOperation, StringTransformStep>(inverse, out var taken, out var without))
            return TakenBack.Not(Changed);
        if (taken.IsContested)
            return TakenBack.Not(taken.Contest == Contest.Replaced ? "the whole text was replaced since" : Changed);
        return Fit(taken.Operations, now)
            ? TakenBack.By(ImmutableArray<TopicOperation>.CastUp(taken.Operations)) with { Later = without }
            : TakenBack.Not(Changed);
    }

    /// <summary>
    /// Whether edits of ascending parts can be applied. They can when the text is what all operations together made of it.
    /// </summary>
    private static bool Fit(ImmutableArray<StringOperation> operations, string now)
    {
        var (end, shift) = (0, 0);
        foreach (var operation in operations)
        {
            if (operation is not StringOperation.Splice splice)
                continue;
            var start = splice.Position - shift;
            if (start < end || splice.Deleted > now.Length - start || StringState.IsInsidePair(now, start)
                || StringState.IsInsidePair(now, start + splice.Deleted))
                return false;
            end = start + splice.Deleted;
            shift += splice.Inserted.Length - splice.Deleted;
        }
        return true;
    }
}
