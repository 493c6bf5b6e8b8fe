namespace ObjectTree.Benchmarks.Peers;

/// <summary>The one object of the fan-out and of the round trip, and each of those that 1,000 clients write.</summary>
public class Counter : SObject
{
    [ClientWritable]
    public IntTopic Number { get; } = new();

    protected override void OnInit() => Number.Validate(number => number >= 0);
}
