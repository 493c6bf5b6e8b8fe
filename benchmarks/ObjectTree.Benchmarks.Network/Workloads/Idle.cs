using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>What 1,000 connections cost in memory over which nothing goes.</summary>
internal sealed class Idle(Times times)
{
    private const int First = 50;

    private const int Clients = 1_000;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public IEnumerable<Point> Points() => [new("w5", $"{Clients:N0} idle connections", Measure) { Clients = Clients }];

    private List<Reading> Measure(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Counter);
        if (kind != ServerKinds.Colyseus) // V8 keeps memory that it has had once, and connections would go into what visitors have left
            Visitors.ComeAndGo(kind, server, Workload.Counter, times.WarmUp);
        using var crowd = new Crowd(kind, server, Workload.Counter);
        crowd.Join(First); // what is made once for all
        var before = Settled(server, crowd);
        crowd.Join(Clients);
        return [new(Figure.MemoryPerConnection, (Settled(server, crowd) - before) / 1_024.0 / Clients)];
    }

    /// <summary>Memory in RAM after a rest and a collection of garbage, which every server is asked for.</summary>
    private static long Settled(ServerProcess server, Crowd crowd)
    {
        crowd.For(Rest);
        server.Ask("collect", "collected", milliseconds => crowd.Poll(milliseconds));
        crowd.For(Rest);
        return server.Resident;
    }
}
