using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An immutable array; one that was never made counts as empty.</summary>
internal sealed class ArrayForm<T>(ValueForm item) : ValueForm(typeof(ImmutableArray<T>)), ITypedForm<ImmutableArray<T>>
{
    private readonly ValueConverter<T> _item = new(item);

    public override bool MayRefer => item.MayRefer;

    public override int Depth => 1 + item.Depth;

    public override bool HoldsArrays => item.HoldsArrays;

    public override ImmutableArray<RecordSchema> Records => item.Records;

    public IEqualityComparer<ImmutableArray<T>>? Comparer => null;

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        new ValueDescription.Items(item.DescribeOrNull(!typeof(T).IsValueType, frontendTypesOf));

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToTyped((ImmutableArray<T>)value, host);
    }

    public override object? FromValue(Value value, ITopicHost? host) => FromTyped(value, host);

    public override Value Fit(Value value, ITopicHost? host)
    {
        var items = value.AsArray();
        ImmutableArray<Value> fitted = [.. items.Select(one => item.FitOrNull(one, host))];
        return AreSame(fitted, items) ? value : Value.FromArray(fitted);
    }

    public Value ToTyped(ImmutableArray<T> value, ITopicHost? host) =>
        value.IsDefaultOrEmpty ? Value.FromArray([]) : Value.FromArray([.. value.Select(one => _item.ToValueOrNull(one, host))]);

    public ImmutableArray<T> FromTyped(Value value, ITopicHost? host) =>
        [.. value.AsArray().Select(one => _item.FromValueOrNull(one, host))];
}
