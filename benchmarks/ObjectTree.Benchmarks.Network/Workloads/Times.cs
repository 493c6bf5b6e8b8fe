namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>How long things take, and how often they are done.</summary>
/// <param name="Runs">Runs of each point; the median counts.</param>
/// <param name="WarmUp">Writing without pause before anything is measured: the time in which .NET and V8 compile what is hot.</param>
/// <param name="Settle">At the measured pace, before the measured time.</param>
/// <param name="Measured">What is measured.</param>
internal sealed record Times(int Runs, TimeSpan WarmUp, TimeSpan Settle, TimeSpan Measured)
{
    public static Times Full { get; } = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));

    public static Times Quick { get; } = new(1, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    public override string ToString() =>
        $"{Runs} run(s) of each point with a fresh server; {WarmUp.TotalSeconds} s of writing without pause, "
        + $"{Settle.TotalSeconds} s at the pace, {Measured.TotalSeconds} s measured; "
        + "w2, w3 and w5 as benchmarks/README.md says";
}
