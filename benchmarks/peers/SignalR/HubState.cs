namespace ObjectTree.Benchmarks.Peers;

/// <summary>What a client gets when it connects.</summary>
public sealed class HubState
{
    public HubRecord[] Records { get; init; } = [];
}
