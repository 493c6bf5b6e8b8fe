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

    public override Value ToValue(object? value, ITreeObjects? objects)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToTyped((ImmutableArray<T>)value, objects);
    }

    public override object? FromValue(Value value, ITreeObjects? objects) => FromTyped(value, objects);

    public override Value Fit(Value value, ITreeObjects? objects)
    {
        var items = value.AsArray();
        ImmutableArray<Value> fitted = [.. items.Select(one => item.FitOrNull(one, objects))];
        return AreSame(fitted, items) ? value : Value.FromArray(fitted);
    }

    public Value ToTyped(ImmutableArray<T> value, ITreeObjects? objects) =>
        value.IsDefaultOrEmpty ? Value.FromArray([]) : Value.FromArray([.. value.Select(one => _item.ToValueOrNull(one, objects))]);

    public ImmutableArray<T> FromTyped(Value value, ITreeObjects? objects) => [.. value.AsArray().Select(one => _item.FromValueOrNull(one, objects))];
}
