namespace ObjectTree.Benchmarks;

/// <summary>What is measured operation by operation, by the names of the sections.</summary>
public static class Suites
{
    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>
    {
        ["engine"] = typeof(EngineBenchmarks),
        ["undo"] = typeof(UndoBenchmarks),
        ["history"] = typeof(HistoryBenchmarks),
        ["codec"] = typeof(CodecBenchmarks),
        ["captures"] = typeof(CaptureBenchmarks),
        ["log"] = typeof(LogBenchmarks),
        ["client"] = typeof(ClientBenchmarks),
    };
}
