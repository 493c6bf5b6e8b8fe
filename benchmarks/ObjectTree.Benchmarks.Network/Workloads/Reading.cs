namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>One figure of one run.</summary>
internal readonly record struct Reading(Figure Figure, double Value);
