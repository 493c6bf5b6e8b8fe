using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>
/// Attributes that are written far more often than anybody looks: every transition leaves at once, or what is written is gathered for 50
/// ms, of conflated attributes or of the whole tree.
/// </summary>
internal sealed class Gathering(Times times)
{
    private const int Clients = 100;

    private static readonly (string Name, string[] Options)[] Ways = [("at once", []), ("conflated, 50 ms", ["conflated"]),
        ("tick of 50 ms", ["ticked"])];

    /// <summary>One number, 250 times a second.</summary>
    public IEnumerable<Point> OneNumber() =>
        Points("w1-gathered", "250 sets/s", Workload.Counter, "count 10000", "count 250", written => (uint)written);

    /// <summary>1,000 points, each 50 times a second and in a transition of its own.</summary>
    public IEnumerable<Point> ManyPlaces() =>
        Points("w2-gathered", "50,000 moves/s of 1,000 points", Workload.Points, "wander 50", "wander 50", Mark.AsPlace);

    private IEnumerable<Point> Points(
        string name, string writes, Workload workload, string warmUp, string command, Func<long, double> last) =>
        Ways.Select(
            way => new Point(
                name, $"{writes}, {way.Name}, {Clients} clients", kind => Measure(kind, workload, way.Options, warmUp, command, last))
            {
                Clients = Clients,
                Excuse = Excuse,
            });

    private static string? Excuse(ServerKind kind) => kind switch
    {
        _ when kind == ServerKinds.ObjectTreeWebSocket => null,
        _ when kind == ServerKinds.ObjectTreeTcp => "What leaves is the same as over WebSocket.",
        _ when kind == ServerKinds.Colyseus =>
            "It gathers by itself when its room patches 20 times a second, but the room here patches whenever something was written.",
        _ => "It sends whatever it is told to send; to gather is up to its application.",
    };

    private List<Reading> Measure(
        ServerKind kind, Workload workload, string[] options, string warmUp, string command, Func<long, double> last)
    {
        using var server = ServerProcess.Start(kind, workload, options: options);
        using var crowd = new Crowd(kind, server, workload);
        crowd.Join(Clients);
        server.Tell(warmUp);
        crowd.For(times.WarmUp);
        server.Ask("halt", "halted", Read);
        server.Tell(command);
        crowd.For(times.Settle);

        var before = Written();
        var stretch = Stretch.Begin(server, crowd);
        crowd.For(times.Measured);
        stretch.End();
        var written = Written() - before;

        var told = new LastValues(Clients);
        crowd.Listen(told);
        crowd.For(times.Settle);
        var newest = last(server.Ask("halt", "halted", Read)[0]);
        crowd.Until(() => told.AreAll(newest), $"every client was told {newest}, which was written last");
        return
        [
            new(Figure.Writes, written / stretch.Seconds), new(Figure.CpuPerWrite, stretch.ServerCpu.TotalMicroseconds / written),
            new(Figure.FramesPerSecond, stretch.Deliveries / stretch.Seconds / Clients),
            new(Figure.BytesPerSecond, stretch.Bytes / stretch.Seconds / Clients),
            stretch.ServerBusy, stretch.LoadBusy,
        ];

        void Read(int milliseconds) => crowd.Poll(milliseconds);
        long Written() => server.Ask("written", "written", Read)[0];
    }
}
