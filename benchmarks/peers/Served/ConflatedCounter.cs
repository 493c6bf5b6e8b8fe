namespace ObjectTree.Benchmarks.Peers;

/// <summary>A <see cref="Counter"/> whose changes may come late.</summary>
public class ConflatedCounter : SObject
{
    [Conflated(50)]
    public IntTopic Number { get; } = new();
}
