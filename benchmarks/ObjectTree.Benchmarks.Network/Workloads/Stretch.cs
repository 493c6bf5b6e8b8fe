using System.Diagnostics;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Network.Servers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>What happened between two moments of a run.</summary>
internal sealed class Stretch
{
    private readonly ServerProcess _server;
    private readonly Crowd _crowd;
    private readonly long _start;
    private readonly TimeSpan _serverCpu;
    private readonly TimeSpan _loadCpu;
    private readonly long _updates;
    private readonly long _bytes;

    private Stretch(ServerProcess server, Crowd crowd)
    {
        (_server, _crowd) = (server, crowd);
        (_updates, _bytes) = (crowd.Updates, crowd.Bytes);
        (_serverCpu, _loadCpu) = (server.Cpu, CpuClock.Of(Environment.ProcessId));
        _start = Stopwatch.GetTimestamp();
    }

    public TimeSpan ServerCpu { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Updates received, summed over the clients.</summary>
    public long Deliveries { get; private set; }

    public long Bytes { get; private set; }

    public Reading CpuPerDelivery => new(Figure.CpuPerDelivery, ServerCpu.TotalMicroseconds / Deliveries);

    public Reading MillionDeliveries => new(Figure.MillionDeliveries, Deliveries / Seconds / 1_000_000);

    public Reading BytesPerDelivery => new(Figure.BytesPerDelivery, (double)Bytes / Deliveries);

    public Reading ServerBusy => new(Figure.ServerBusy, 100 * ServerCpu.TotalSeconds / Seconds);

    public Reading LoadBusy { get; private set; }

    public static Stretch Begin(ServerProcess server, Crowd crowd) => new(server, crowd);

    public void End()
    {
        Seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        ServerCpu = _server.Cpu - _serverCpu;
        LoadBusy = new(Figure.LoadBusy, 100 * (CpuClock.Of(Environment.ProcessId) - _loadCpu).TotalSeconds / Seconds);
        Deliveries = _crowd.Updates - _updates;
        if (Deliveries == 0)
            throw new InvalidDataException($"Nothing was delivered within {Seconds:N1} s.");
        Bytes = _crowd.Bytes - _bytes;
    }
}
