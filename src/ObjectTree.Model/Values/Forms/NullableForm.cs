using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A value type or null.</summary>
internal sealed class NullableForm(Type type, ValueForm inner) : ValueForm(type)
{
    public override bool MayRefer => inner.MayRefer;

    public override bool HoldsArrays => inner.HoldsArrays;

    public override bool HasNull => true;

    public override ImmutableArray<RecordSchema> Records => inner.Records;

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        new ValueDescription.OrNull(inner.Describe(frontendTypesOf));

    public override Value ToValue(object? value, ITopicHost? host) => value is null ? Value.Null : inner.ToValue(value, host);

    public override object? FromValue(Value value, ITopicHost? host) => value.IsNull ? null : inner.FromValue(value, host);

    public override Value Fit(Value value, ITopicHost? host) => value.IsNull ? value : inner.Fit(value, host);
}
