using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.String;

/// <summary>What takes a text's operation back: a new text while it is still there, an edit after transformation over what came later.</summary>
internal static class StringUndo
{
    public static TakenBack TakeBack(string now, StringOperation operation, StringOperation inverse, IReadOnlyList<AppliedOperation> later)
    {
        if (operation is StringOperation.Set set)
            return now == set.Value ? TakenBack.By(inverse) : TakenBack.Not("the text was changed since");
        return later.Count == 0 ? TakenBack.By(inverse) : TakenBack.Not("the text was changed since");
    }
}
