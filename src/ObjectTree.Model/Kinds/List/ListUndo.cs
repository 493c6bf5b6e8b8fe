using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.List;

/// <summary>What takes a list's operation back: new items as a whole while they are still there, an edit after transformation over what came later.</summary>
internal static class ListUndo
{
    public static TakenBack TakeBack(Values.Value now, ListOperation operation, ListOperation inverse, IReadOnlyList<AppliedOperation> later)
    {
        if (operation is ListOperation.Set set)
            return now == set.Items ? TakenBack.By(inverse) : TakenBack.Not("the list was changed since");
        return later.Count == 0 ? TakenBack.By(inverse) : TakenBack.Not("the list was changed since");
    }
}
