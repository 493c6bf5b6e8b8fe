namespace ObjectTree.Benchmarks.Peers;

/// <summary>The one object of the fan-out and of the round trip, and each of those that 1,000 clients write.</summary>
public class Counter : SObject
{
    public IntTopic Number { get; } = new();

    [ClientCallable]
    public void Set(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number.Value = number;
    }
}
