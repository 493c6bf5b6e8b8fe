using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>What each client was told last.</summary>
internal sealed class LastValues(int clients) : IValueListener
{
    private readonly double[] _last = new double[clients];

    public bool AreAll(double value) => Array.TrueForAll(_last, last => last == value);

    public bool OnValue(LoadClient client, double value)
    {
        _last[client.Number] = value;
        return true;
    }
}
