using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Bool;

/// <summary>What takes a bool's operation back, while what it set is still there.</summary>
internal static class BoolUndo
{
    public static TakenBack TakeBack(bool now, BoolOperation operation, BoolOperation inverse) =>
        now == operation.Value ? TakenBack.By(inverse) : TakenBack.Not("it was changed since");
}
