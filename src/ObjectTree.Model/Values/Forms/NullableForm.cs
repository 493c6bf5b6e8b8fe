using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A value type or null.</summary>
internal sealed class NullableForm(Type type, ValueForm inner) : ValueForm(type)
{
    public override bool MayRefer => inner.MayRefer;

    public override int Depth => inner.Depth;

    public override bool HoldsArrays => inner.HoldsArrays;

    public override bool HasNull => true;

    public override ImmutableArray<RecordSchema> Records => inner.Records;

    public override Value ToValue(object? value, ITreeObjects? objects) => value is null ? Value.Null : inner.ToValue(value, objects);

    public override object? FromValue(Value value, ITreeObjects? objects) => value.IsNull ? null : inner.FromValue(value, objects);

    public override Value Fit(Value value, ITreeObjects? objects) => value.IsNull ? value : inner.Fit(value, objects);
}
