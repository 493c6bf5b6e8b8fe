using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Network.Workloads;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>The values of one figure with one server, a value for each run.</summary>
internal sealed record Series(Point Point, Figure Figure, ServerKind Server, IReadOnlyList<double> Values)
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            var middle = sorted.Count / 2;
            return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
