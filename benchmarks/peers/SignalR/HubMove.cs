using MessagePack;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>The new place of a point, in floats of 32 bits.</summary>
[MessagePackObject]
public readonly record struct HubMove([property: Key(0)] int Id, [property: Key(1)] float X, [property: Key(2)] float Y);
