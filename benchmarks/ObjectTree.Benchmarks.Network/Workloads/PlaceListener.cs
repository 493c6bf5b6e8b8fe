using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>As <see cref="MarkListener"/>, for places that carry the time: the first one of each message.</summary>
internal sealed class PlaceListener : IValueListener
{
    private const uint Range = 0xFF_FFFF;

    public Latencies Latencies { get; } = new();

    public bool OnValue(LoadClient client, double value)
    {
        Latencies.Add((Peers.Mark.Now - (uint)(value * 16)) & Range);
        return false;
    }
}
