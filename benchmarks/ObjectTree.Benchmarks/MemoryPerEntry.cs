namespace ObjectTree.Benchmarks;

/// <summary>What one entry of a history takes, in a tree whose histories are nearly all of it.</summary>
internal static class MemoryPerEntry
{
    private const int Entries = 100_000;

    public static IEnumerable<Result> Measure() => UndoBenchmarks.Cases.Select(operations =>
        new Result("memory", $"entries of a history: {operations}", null, HeldBytes.OfEach(Entries, () => MakeTree(operations))));

    private static Tree MakeTree(SampleCase operations)
    {
        var tree = new Tree(new TreeOptions { History = new HistoryLimits { Entries = Entries, Bytes = long.MaxValue } });
        var sample = Sample.AddTo(tree);
        for (var i = 0; i < Entries; i += 2)
        {
            operations.First(tree, sample);
            operations.Second(tree, sample);
        }
        return tree;
    }
}
