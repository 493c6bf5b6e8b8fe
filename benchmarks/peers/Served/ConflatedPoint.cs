namespace ObjectTree.Benchmarks.Peers;

/// <summary>A <see cref="Point"/> whose moves may come late.</summary>
public class ConflatedPoint : SObject
{
    [Conflated(50)]
    public FloatTopic X { get; } = new();

    [Conflated(50)]
    public FloatTopic Y { get; } = new();
}
