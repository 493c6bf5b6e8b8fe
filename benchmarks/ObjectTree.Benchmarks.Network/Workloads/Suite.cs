namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>All workloads, by the names of the command line.</summary>
internal static class Suite
{
    public static IReadOnlyDictionary<string, Func<Times, IEnumerable<Point>>> All { get; } =
        new Dictionary<string, Func<Times, IEnumerable<Point>>>
        {
            ["w1"] = times => new FanOut(times).Saturated(),
            ["w1-paced"] = times => new FanOut(times).Paced(),
            ["w1-tls"] = times => new FanOut(times).Tls(),
            ["w1-busy"] = times => new BusyTree(times).Points(),
            ["w2"] = times => new Tick(times).Points(),
            ["w1-gathered"] = times => new Gathering(times).OneNumber(),
            ["w2-gathered"] = times => new Gathering(times).ManyPlaces(),
            ["w3"] = times => new Join(times).Points(),
            ["w4"] = times => new RoundTrip(times).Points(),
            ["w5"] = times => new Idle(times).Points(),
        };
}
