using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A value as it is, for whoever knows no type. Nobody writes records this way: they are known by their class only.</summary>
internal sealed class RawForm() : ValueForm(typeof(Value)), ITypedForm<Value>
{
    public override bool MayRefer => true;

    public override int Depth => 2 * Value.MaxDepth; // any

    public IEqualityComparer<Value> Comparer => EqualityComparer<Value>.Default;

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) => new ValueDescription.Any();

    public override Value ToValue(object? value, ITopicHost? host) => value is null ? Value.Null : ToTyped((Value)value, host);

    public override object? FromValue(Value value, ITopicHost? host) => value;

    public override Value Fit(Value value, ITopicHost? host) => value;

    // The depth comes first: it may be deeper than the stack.
    public Value ToTyped(Value value, ITopicHost? host) => RecordKinds.AreIn(CheckDepth(value, Value.MaxDepth + 1))
        ? throw new ArgumentException("A record can only be written as an object of its class, not as a value.", nameof(value))
        : value;

    public Value FromTyped(Value value, ITopicHost? host) => value;
}
