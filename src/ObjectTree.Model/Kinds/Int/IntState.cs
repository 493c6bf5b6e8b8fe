using System.Diagnostics;

namespace ObjectTree.Model.Kinds.Int;

internal struct IntState(long value)
{
    public long Value { get; private set; } = value;

    public IntOperation Apply(IntOperation operation)
    {
        var (next, inverse) = operation switch
        {
            IntOperation.Set set => (set.Value, (IntOperation)(set with { Value = Value })),
            IntOperation.Add add => (Value + add.Delta, add with { Delta = -add.Delta }), // both within 2^53: no overflow
            _ => throw new UnreachableException(),
        };
        Values.Value.ThrowIfOutOfRange(next);
        Value = next;
        return inverse;
    }
}
