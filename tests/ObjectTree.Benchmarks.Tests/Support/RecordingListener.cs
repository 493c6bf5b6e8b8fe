using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Tests.Support;

/// <summary>Keeps the values that a client was told.</summary>
internal sealed class RecordingListener : IValueListener
{
    public List<double> Values { get; } = [];

    public bool OnValue(LoadClient client, double value)
    {
        Values.Add(value);
        return true;
    }
}
