using System.Diagnostics;

namespace ObjectTree.Model.Kinds.Float;

internal struct FloatState(double value)
{
    public double Value { get; private set; } = value;

    public FloatOperation.Set Apply(FloatOperation operation)
    {
        var next = operation switch
        {
            FloatOperation.Set set => set.Value,
            FloatOperation.Add add => Value + add.Delta,
            _ => throw new UnreachableException(),
        };
        Values.Value.ThrowIfNotFinite(next);
        var inverse = new FloatOperation.Set(operation.Address, Value);
        Value = next;
        return inverse;
    }

    /// <summary>Whether two numbers are the same value; minus zero is not zero.</summary>
    public static bool AreSame(double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);
}
