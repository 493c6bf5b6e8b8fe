namespace ObjectTree.Benchmarks.Peers;

/// <summary>What moves in the tick.</summary>
public class Point : SObject
{
    public FloatTopic X { get; } = new();

    public FloatTopic Y { get; } = new();
}
