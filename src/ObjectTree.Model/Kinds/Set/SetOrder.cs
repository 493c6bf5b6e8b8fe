using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>
/// The order in which a set is written: nothing, false, true, numbers with
/// minus zero before zero, strings by code unit, the rest as it comes.
/// </summary>
internal sealed class SetOrder : IComparer<Values.Value>
{
    public static readonly SetOrder Instance = new();

    public int Compare(Values.Value x, Values.Value y)
    {
        var (left, right) = (Rank(x), Rank(y));
        if (left != right)
            return left.CompareTo(right);
        return x.Kind switch
        {
            ValueKind.Bool => x.AsBool().CompareTo(y.AsBool()),
            ValueKind.Int or ValueKind.Float => CompareNumbers(x.AsFloat(), y.AsFloat()),
            ValueKind.String => string.CompareOrdinal(x.AsString(), y.AsString()),
            _ => 0,
        };
    }

    private static int CompareNumbers(double left, double right) =>
        left == right ? double.IsNegative(right).CompareTo(double.IsNegative(left)) : left.CompareTo(right);

    private static int Rank(Values.Value value) => value.Kind switch
    {
        ValueKind.Null => 0,
        ValueKind.Bool => 1,
        ValueKind.Int or ValueKind.Float => 2,
        ValueKind.String => 3,
        _ => 4,
    };
}
