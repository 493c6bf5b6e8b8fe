using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>
/// The order in which a set is written: nothing, false, true, numbers with minus zero before zero, strings by code unit. Of the rest the
/// protocol asks no order; it has one so that equal sets are written equally: references by id, bytes, arrays, maps and records by what
/// they hold.
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
            ValueKind.Reference => x.AsReference().CompareTo(y.AsReference()),
            ValueKind.Bytes => x.AsBytes().Span.SequenceCompareTo(y.AsBytes().Span),
            ValueKind.Array => CompareItems(x.AsArray(), y.AsArray()),
            ValueKind.Map => CompareMaps(x.AsMap(), y.AsMap()),
            ValueKind.Record => CompareRecords(x.AsRecord(), y.AsRecord()),
            _ => 0,
        };
    }

    private static int CompareNumbers(double left, double right) =>
        left == right ? double.IsNegative(right).CompareTo(double.IsNegative(left)) : left.CompareTo(right);

    private int CompareRecords(RecordValue left, RecordValue right)
    {
        var names = string.CompareOrdinal(left.Schema.Name, right.Schema.Name);
        return names != 0 ? names : CompareItems(left.Fields, right.Fields);
    }

    private int CompareMaps(ValueMap left, ValueMap right)
    {
        var keys = left.Keys.Zip(right.Keys, string.CompareOrdinal).FirstOrDefault(order => order != 0);
        return keys != 0 ? keys : CompareItems(left.Values, right.Values);
    }

    private int CompareItems(IEnumerable<Values.Value> left, IEnumerable<Values.Value> right)
    {
        var items = left.Zip(right, Compare).FirstOrDefault(order => order != 0);
        return items != 0 ? items : left.Count().CompareTo(right.Count());
    }

    private static int Rank(Values.Value value) => value.Kind switch
    {
        ValueKind.Null => 0,
        ValueKind.Bool => 1,
        ValueKind.Int or ValueKind.Float => 2,
        ValueKind.String => 3,
        var other => (int)other,
    };
}
