using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A value as it is, for whoever knows no type. Nobody writes records this way: they are known by their class only.</summary>
internal sealed class RawForm() : ValueForm(typeof(Value)), ITypedForm<Value>
{
    public override bool MayRefer => true;

    public override int Depth => Value.MaxDepth + 1;

    public IEqualityComparer<Value> Comparer => EqualityComparer<Value>.Default;

    public override Value ToValue(object? value, ITreeObjects? objects) => value is null ? Value.Null : ToTyped((Value)value, objects);

    public override object? FromValue(Value value, ITreeObjects? objects) => value;

    public override Value Fit(Value value, ITreeObjects? objects) => value;

    public Value ToTyped(Value value, ITreeObjects? objects) => RecordKinds.AreIn(CheckDepth(value))
        ? throw new ArgumentException("A record can only be written as an object of its class, not as a value.", nameof(value))
        : value;

    public Value FromTyped(Value value, ITreeObjects? objects) => value;
}
