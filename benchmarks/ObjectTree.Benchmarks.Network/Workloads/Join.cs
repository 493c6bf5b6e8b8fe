using System.Diagnostics;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>Clients come to 10,000 records, one of which has changed since the client before.</summary>
internal sealed class Join(Times times)
{
    private const int Herd = 100;

    private const int MeasuredJoins = 30;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    public IEnumerable<Point> Points() =>
    [
        new("w3", "10,000 objects, one client", JoinAlone) { Clients = 1 },
        new("w3", $"10,000 objects, {Herd} clients at once", JoinTogether) { Clients = Herd },
    ];

    private List<Reading> JoinAlone(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Records);
        WarmUp(kind, server);
        var joins = Enumerable.Range(0, MeasuredJoins).Select(_ => JoinOnce(kind, server, 1, Rest)).ToList();
        return
        [
            new(Figure.JoinTime, Middle(joins.Select(join => join.Time.TotalMilliseconds))),
            new(Figure.CpuPerJoin, Middle(joins.Select(join => join.Cpu.TotalMilliseconds))),
            new(Figure.BytesPerJoin, Middle(joins.Select(join => (double)join.Bytes))),
        ];
    }

    private List<Reading> JoinTogether(ServerKind kind)
    {
        using var server = ServerProcess.Start(kind, Workload.Records);
        WarmUp(kind, server);
        var join = JoinOnce(kind, server, Herd, Rest);
        return [new(Figure.JoinTime, join.Time.TotalMilliseconds), new(Figure.CpuPerJoin, join.Cpu.TotalMilliseconds / Herd)];
    }

    private void WarmUp(ServerKind kind, ServerProcess server)
    {
        // Joins are few, and each runs a lot of code.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < times.WarmUp * 3;)
            _ = JoinOnce(kind, server, 1, TimeSpan.Zero);
        _ = JoinOnce(kind, server, 1, times.WarmUp); // runtimes put off compiling what runs often until there is less to do
    }

    private static (TimeSpan Time, TimeSpan Cpu, long Bytes) JoinOnce(ServerKind kind, ServerProcess server, int clients, TimeSpan rest)
    {
        server.Ask("touch", "touched");
        using var crowd = new Crowd(kind, server, Workload.Records);
        var (start, cpu) = (Stopwatch.GetTimestamp(), server.Cpu);
        crowd.Join(clients, atOnce: clients);
        var time = Stopwatch.GetElapsedTime(start);
        crowd.For(rest); // what the server still does for a client that has come
        return (time, server.Cpu - cpu, crowd.Bytes);
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(MeasuredJoins / 2);
}
