using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Reference;

/// <summary>What takes a reference's operation back, while what it set is still there.</summary>
internal static class ReferenceUndo
{
    public static TakenBack TakeBack(long now, ReferenceOperation operation, ReferenceOperation inverse) =>
        now == operation.Target ? TakenBack.By(inverse) : TakenBack.Not("it was changed since");
}
