using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>1,000 points with x and y; 100 of them move in each of 20 ticks a second; 100 clients.</summary>
internal sealed class Tick(Times times)
{
    private const int Clients = 100;

    private const int PerSecond = 20;

    private const int WarmUpPerSecond = 500;

    private const int Longer = 4; // of fewer ticks, one or two would be the slowest percent

    private const int Settling = 32; // .NET compiles what a server does once a second when it has done it 30 times, and again at 60

    public IEnumerable<Point> Points() => [new("w2", "20 ticks/s of 100 of 1,000 points, 100 clients", Measure) { Clients = Clients }];

    private List<Reading> Measure(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Points);
        using var crowd = new Crowd(kind, server, Workload.Points);
        crowd.Join(Clients);
        var backlog = new Backlog(server, crowd, ahead: 0);
        server.Tell($"tick {WarmUpPerSecond}");
        crowd.For(times.WarmUp);
        backlog.Halt();

        var listener = new PlaceListener();
        crowd.Listen(listener);
        server.Tell($"tick {PerSecond}");
        crowd.For(times.Settle * Settling);
        listener.Latencies.Clear();
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured * Longer);
        stretch.End();
        backlog.Halt();
        return
        [
            stretch.ServerBusy, stretch.BytesPerDelivery,
            new(Figure.LatencyHalf, listener.Latencies.Percentile(0.5)), new(Figure.LatencyMost, listener.Latencies.Percentile(0.99)),
        ];
    }
}
