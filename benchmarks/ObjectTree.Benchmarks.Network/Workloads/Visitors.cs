using System.Diagnostics;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>
/// Clients that come and go, few at a time, before those that are measured: what .NET and V8 compile to take a client in and to read what
/// it says is then compiled.
/// </summary>
internal static class Visitors
{
    private const int AtOnce = 50;

    public static void ComeAndGo(ServerKind kind, ServerProcess server, Workload workload, TimeSpan time, bool tls = false)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            using var crowd = new Crowd(kind, server, workload, tls: tls);
            crowd.Join(AtOnce);
        }
    }
}
