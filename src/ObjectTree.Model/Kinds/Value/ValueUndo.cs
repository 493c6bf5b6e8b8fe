using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Value;

/// <summary>What takes a value's operation back, while what it set is still there.</summary>
internal static class ValueUndo
{
    public static TakenBack TakeBack(Values.Value now, ValueOperation operation, ValueOperation inverse) =>
        now == operation.Value ? TakenBack.By(inverse) : TakenBack.Not("it was changed since");
}
