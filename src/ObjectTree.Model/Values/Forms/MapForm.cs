using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An immutable dictionary with text keys.</summary>
internal sealed class MapForm<T>(ValueForm item) : ValueForm(typeof(ImmutableDictionary<string, T>)), ITypedForm<ImmutableDictionary<string, T>>
{
    private readonly ValueConverter<T> _item = new(item);

    public override bool MayRefer => item.MayRefer;

    public override int Depth => 1 + item.Depth;

    public override bool HoldsArrays => item.HoldsArrays;

    public override ImmutableArray<RecordSchema> Records => item.Records;

    public IEqualityComparer<ImmutableDictionary<string, T>>? Comparer => null;

    public override Value ToValue(object? value, ITreeObjects? objects)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToTyped((ImmutableDictionary<string, T>)value, objects);
    }

    public override object? FromValue(Value value, ITreeObjects? objects) => FromTyped(value, objects);

    public override Value Fit(Value value, ITreeObjects? objects)
    {
        var map = value.AsMap();
        ImmutableArray<Value> fitted = [.. map.Values.Select(one => item.FitOrNull(one, objects))];
        return AreSame(fitted, [.. map.Values]) ? value : Value.FromMap(ValueMap.Create(map.Keys.Zip(fitted, KeyValuePair.Create)));
    }

    public Value ToTyped(ImmutableDictionary<string, T> value, ITreeObjects? objects) =>
        Value.FromMap(ValueMap.Create(value.Select(entry => KeyValuePair.Create(entry.Key, _item.ToValueOrNull(entry.Value, objects)))));

    public ImmutableDictionary<string, T> FromTyped(Value value, ITreeObjects? objects) =>
        value.AsMap().ToImmutableDictionary(entry => entry.Key, entry => _item.FromValueOrNull(entry.Value, objects));
}
