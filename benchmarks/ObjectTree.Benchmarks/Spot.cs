namespace ObjectTree.Benchmarks;

/// <summary>A value of two fields.</summary>
public sealed record Spot(int Row, double Column);
