using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>Collects how long ago the values were written that carry the time.</summary>
internal sealed class MarkListener : IValueListener
{
    public Latencies Latencies { get; } = new();

    public bool OnValue(LoadClient client, double value)
    {
        Latencies.Add(Latencies.SinceMark(value));
        return true;
    }
}
