using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>Sees to it that each client is told 1, 2, 3 and so on. Only while warming up: it costs the load client time.</summary>
internal sealed class OrderCheck(int clients) : IValueListener
{
    private readonly double[] _last = new double[clients];

    public bool OnValue(LoadClient client, double value)
    {
        if (value != ++_last[client.Number])
            throw new InvalidDataException($"A client was told {value} instead of {_last[client.Number]}.");
        return true;
    }
}
