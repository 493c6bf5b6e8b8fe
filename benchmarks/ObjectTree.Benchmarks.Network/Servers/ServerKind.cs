using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>A server that is measured, and how clients speak to it.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Id">As the command line calls it.</param>
internal sealed record ServerKind(string Name, string Id)
{
    /// <summary>The program and its first arguments.</summary>
    public required string[] Command { get; init; }

    public required Func<Workload, int, IDialect> Dialect { get; init; }

    /// <summary>A carrier for each client; asks the server for a seat where clients need one.</summary>
    public required Func<ServerPorts, int, ICarrier> Carrier { get; init; }

    /// <summary>The port that clients come to, with TLS or without.</summary>
    public Func<ServerPorts, bool, int> Port { get; init; } = (ports, tls) => tls ? ports.Https : ports.Http;

    /// <summary>The only workload in which it takes part; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>Why it takes no part in a workload; null: it does.</summary>
    public string? ExcuseFrom(string workload) => Only is null || Only == workload ? null : $"It is measured in {Only} alone.";
}
