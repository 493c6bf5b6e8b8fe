using System.Diagnostics;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>1,000 clients; each sets the number of its own object once a second, and all see all: a million deliveries a second.</summary>
internal sealed class BusyTree(Times times)
{
    private const int Clients = 1_000;

    public IEnumerable<Point> Points() => [new("w1-busy", "1,000 clients write once a second each", Measure) { Clients = Clients }];

    private List<Reading> Measure(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Cells);
        using var crowd = new Crowd(kind, server, Workload.Cells);
        crowd.Join(Clients);
        var listener = new MarkListener();
        crowd.Listen(listener);

        var start = Stopwatch.GetTimestamp();
        var written = 0;
        void WriteWhatIsDue()
        {
            for (var due = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * Clients); written < due; written++)
                crowd.Clients[written % Clients].Write(Mark.Now);
        }
        crowd.For(times.WarmUp, _ => WriteWhatIsDue());
        listener.Latencies.Clear();
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured, _ => WriteWhatIsDue());
        stretch.End();
        return
        [
            new(Figure.MillionDeliveries, listener.Latencies.Count / stretch.Seconds / 1_000_000),
            new(Figure.LatencyHalf, listener.Latencies.Percentile(0.5)), new(Figure.LatencyMost, listener.Latencies.Percentile(0.99)),
            stretch.ServerBusy, stretch.LoadBusy,
        ];
    }
}
