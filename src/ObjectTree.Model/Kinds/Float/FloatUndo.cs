using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Float;

/// <summary>
/// What takes a number's operation back: a new number while it is still there, an addition always, and exactly while nothing came after it.
/// </summary>
internal static class FloatUndo
{
    public static TakenBack TakeBack(double now, FloatOperation operation, FloatOperation inverse)
    {
        var old = ((FloatOperation.Set)inverse).Value;
        if (operation is not FloatOperation.Add add)
        {
            var set = ((FloatOperation.Set)operation).Value;
            return FloatState.AreSame(now, set) ? TakenBack.By(inverse) : TakenBack.Not($"it is {now} now and no longer {set}");
        }
        if (FloatState.AreSame(now, old + add.Delta))
            return TakenBack.By(inverse);
        return double.IsFinite(now - add.Delta)
            ? TakenBack.By(add with { Delta = -add.Delta })
            : TakenBack.Not("the sum would be out of range");
    }
}
