using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An immutable dictionary with text keys.</summary>
internal sealed class MapForm<T>(ValueForm item)
    : ValueForm(typeof(ImmutableDictionary<string, T>)), ITypedForm<ImmutableDictionary<string, T>>
{
    private readonly ValueConverter<T> _item = new(item);

    public override bool MayRefer => item.MayRefer;

    public override int Depth => 1 + item.Depth;

    public override bool HoldsArrays => item.HoldsArrays;

    public override ImmutableArray<RecordSchema> Records => item.Records;

    public IEqualityComparer<ImmutableDictionary<string, T>>? Comparer => null;

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        new ValueDescription.Map(item.DescribeOrNull(!typeof(T).IsValueType, frontendTypesOf));

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToTyped((ImmutableDictionary<string, T>)value, host);
    }

    public override object? FromValue(Value value, ITopicHost? host) => FromTyped(value, host);

    public override Value Fit(Value value, ITopicHost? host)
    {
        var map = value.AsMap();
        ImmutableArray<Value> fitted = [.. map.Values.Select(one => item.FitOrNull(one, host))];
        return AreSame(fitted, [.. map.Values]) ? value : Value.FromMap(ValueMap.Create(map.Keys.Zip(fitted, KeyValuePair.Create)));
    }

    public Value ToTyped(ImmutableDictionary<string, T> value, ITopicHost? host) =>
        Value.FromMap(ValueMap.Create(value.Select(entry => KeyValuePair.Create(entry.Key, _item.ToValueOrNull(entry.Value, host)))));

    public ImmutableDictionary<string, T> FromTyped(Value value, ITopicHost? host) =>
        value.AsMap().ToImmutableDictionary(entry => entry.Key, entry => _item.FromValueOrNull(entry.Value, host));
}
