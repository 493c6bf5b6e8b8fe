namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>All workloads, by the names of the command line.</summary>
internal static class Suite
{
    public static IReadOnlyDictionary<string, Func<Times, IEnumerable<Point>>> All { get; } = new Dictionary<string, Func<Times, IEnumerable<Point>>>
    {
        ["w1"] = times => new FanOut(times).Saturated(),
        ["w1-paced"] = times => new FanOut(times).Paced(),
        ["w1-tls"] = times => new FanOut(times).Tls(),
        ["w2"] = times => new Tick(times).Points(),
    };
}
