using ObjectTree.Benchmarks.Network.Servers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>One measurement that is made with every server, each time with a fresh one.</summary>
/// <param name="Workload">As the command line calls it.</param>
/// <param name="Case">Under which circumstances, in words.</param>
/// <param name="Measure">Runs it once.</param>
internal sealed record Point(string Workload, string Case, Func<ServerKind, IReadOnlyList<Reading>> Measure)
{
    /// <summary>Why a server takes no part; null: it does.</summary>
    public Func<ServerKind, string?> Excuse { get; init; } = _ => null;

    /// <summary>The number of clients, where it is what varies.</summary>
    public int Clients { get; init; }
}
