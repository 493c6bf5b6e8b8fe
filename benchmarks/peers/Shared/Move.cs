namespace ObjectTree.Benchmarks.Peers;

/// <summary>The new place of one point. Places are multiples of 1/16 below 2^20, so that 32 bits hold them without loss.</summary>
internal readonly record struct Move(int Point, float X, float Y);
