namespace ObjectTree.Model.Kinds.Bool;

internal struct BoolState(bool value)
{
    public bool Value { get; private set; } = value;

    public BoolOperation Apply(BoolOperation operation)
    {
        var inverse = operation with { Value = Value };
        Value = operation.Value;
        return inverse;
    }
}
