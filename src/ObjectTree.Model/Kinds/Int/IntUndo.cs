using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Int;

/// <summary>What takes an integer's operation back: a new number while it is still there, an addition always.</summary>
internal static class IntUndo
{
    public static TakenBack TakeBack(long now, IntOperation operation, IntOperation inverse)
    {
        if (operation is IntOperation.Set set)
            return now == set.Value ? TakenBack.By(inverse) : TakenBack.Not($"it is {now} now and no longer {set.Value}");
        return Math.Abs(now + ((IntOperation.Add)inverse).Delta) <= Values.Value.MaxInt
            ? TakenBack.By(inverse)
            : TakenBack.Not("the sum would be out of range");
    }
}
