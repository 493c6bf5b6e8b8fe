using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>One writer sets one number of one object, and every client sees it.</summary>
internal sealed class FanOut(Times times)
{
    private const int PerSecond = 20;

    /// <summary>What a server may have waiting: some 256 KB of updates for each client.</summary>
    private const int FarAhead = 16_384;

    /// <summary>Enough to keep a server busy, so that it is warm, but not to bury it.</summary>
    private const int LittleAhead = 64;

    private static readonly int[] Counts = [10, 30, 100, 300, 1_000];

    /// <summary>As fast as back-pressure lets it.</summary>
    public IEnumerable<Point> Saturated() =>
        Counts.Select(
            clients => new Point(
                "w1", $"saturated, {clients:N0} clients", kind => Saturate(kind, clients, tls: false))
            { Clients = clients });

    /// <summary>20 updates a second to 1,000 clients.</summary>
    public IEnumerable<Point> Paced() =>
        [new("w1-paced", "20 updates/s, 1,000 clients", kind => Pace(kind, 1_000, tls: false)) { Clients = 1_000 }];

    /// <summary>Both with TLS.</summary>
    public IEnumerable<Point> Tls() =>
        [
            new("w1-tls", "TLS, saturated, 100 clients", kind => Saturate(kind, 100, tls: true)) { Clients = 100 },
            new("w1-tls", "TLS, saturated, 1,000 clients", kind => Saturate(kind, 1_000, tls: true)) { Clients = 1_000 },
            new("w1-tls", "TLS, 20 updates/s, 1,000 clients", kind => Pace(kind, 1_000, tls: true)) { Clients = 1_000 },
        ];

    private List<Reading> Saturate(ServerKind kind, int clients, bool tls)
    {
        using var server = Start(kind, tls);
        using var crowd = new Crowd(kind, server, Workload.Counter, tls: tls);
        crowd.Join(clients);
        var backlog = WarmUp(server, crowd, FarAhead);
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured, backlog.Report);
        stretch.End();
        backlog.Halt();
        return [stretch.CpuPerDelivery, stretch.MillionDeliveries, stretch.BytesPerDelivery, stretch.ServerBusy, stretch.LoadBusy];
    }

    private List<Reading> Pace(ServerKind kind, int clients, bool tls)
    {
        using var server = Start(kind, tls);
        Visitors.ComeAndGo(kind, server, Workload.Counter, times.WarmUp, tls);
        using var crowd = new Crowd(kind, server, Workload.Counter, tls: tls);
        crowd.Join(clients);
        var backlog = WarmUp(server, crowd, LittleAhead);
        backlog.Halt();

        var listener = new MarkListener();
        crowd.Listen(listener);
        server.Tell($"pace {PerSecond}");
        crowd.For(times.Settle);
        listener.Latencies.Clear();
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured);
        stretch.End();
        backlog.Halt();
        return
        [
            stretch.CpuPerDelivery, stretch.BytesPerDelivery, stretch.ServerBusy,
            new(Figure.LatencyHalf, listener.Latencies.Percentile(0.5)), new(Figure.LatencyMost, listener.Latencies.Percentile(0.99)),
        ];
    }

    private static ServerProcess Start(ServerKind kind, bool tls) =>
        ServerProcess.Start(kind, Workload.Counter, options: tls ? ["tls"] : []);

    /// <summary>Lets the server write as fast as it may, and goes on from there.</summary>
    private Backlog WarmUp(ServerProcess server, Crowd crowd, int ahead)
    {
        var backlog = new Backlog(server, crowd, ahead);
        crowd.Listen(new OrderCheck(crowd.Clients.Count));
        backlog.Begin();
        crowd.For(times.WarmUp, backlog.Report);
        crowd.Listen(null);
        return backlog;
    }
}
