using MessagePack;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>A record with numbered fields, the shortest form that MessagePack has.</summary>
[MessagePackObject]
public sealed record HubRecord(
    [property: Key(0)] int Id, [property: Key(1)] string First, [property: Key(2)] string Last, [property: Key(3)] int Count,
    [property: Key(4)] Dictionary<string, int> Entries);
