using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>
/// A client asks to set a number; the server looks at it and tells the client and 10 others. The trip ends when the writer is told.
/// </summary>
internal sealed class RoundTrip(Times times)
{
    private const int GroupSize = 11;

    private const int Groups = 5;

    public IEnumerable<Point> Points() =>
    [
        new("w4", "one writer, 10 others", MeasureOne) { Clients = GroupSize },
        new("w4", "50 writers in 5 groups of 11", MeasureMany) { Clients = Groups * GroupSize },
    ];

    private List<Reading> MeasureOne(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Counter);
        using var crowd = new Crowd(kind, server, Workload.Counter);
        crowd.Join(GroupSize);
        var writers = new Writers(crowd, 1);
        writers.Begin();
        crowd.For(times.WarmUp);
        writers.End();

        // Low load: a moment passes between an answer and the next write.
        crowd.For(times.Settle, _ => writers.WriteWhereDue());
        writers.Clear();
        crowd.For(times.Measured, _ => writers.WriteWhereDue());
        return [new(Figure.RoundTripHalf, writers.Latencies.Percentile(0.5)),
            new(Figure.RoundTripMost, writers.Latencies.Percentile(0.99))];
    }

    private List<Reading> MeasureMany(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Counter, Groups);
        using var crowd = new Crowd(kind, server, Workload.Counter, Groups);
        crowd.Join(Groups * GroupSize);
        var writers = new Writers(crowd, Groups * (GroupSize - 1));
        writers.Begin();
        crowd.For(times.WarmUp);
        writers.Clear();
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured);
        stretch.End();
        return
        [
            new(Figure.Writes, writers.Latencies.Count / stretch.Seconds),
            new(Figure.CpuPerWrite, stretch.ServerCpu.TotalMicroseconds / writers.Latencies.Count),
            new(Figure.RoundTripHalf, writers.Latencies.Percentile(0.5)), new(Figure.RoundTripMost, writers.Latencies.Percentile(0.99)),
            stretch.ServerBusy, stretch.LoadBusy,
        ];
    }
}
