namespace ObjectTree.Benchmarks;

/// <summary>How many entries a history may have; it is full.</summary>
public sealed record HistoryCase(int Entries)
{
    public static IEnumerable<HistoryCase> All { get; } = [new(new HistoryLimits().Entries), new(10_000)];

    public override string ToString() => $"{Entries} entries";
}
