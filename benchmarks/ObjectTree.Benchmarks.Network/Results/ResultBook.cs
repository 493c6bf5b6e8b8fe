using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Network.Workloads;

namespace ObjectTree.Benchmarks.Network.Results;

/// <summary>All that was measured in one go, failures included.</summary>
internal sealed class ResultBook
{
    private readonly List<(Point Point, Figure Figure, ServerKind Server, List<double> Values)> _series = [];
    private readonly List<(string Server, string Where, string Why)> _failures = [];
    private readonly HashSet<(string Server, string Workload, string Why)> _excused = [];

    public IEnumerable<Series> All => _series.Select(series => new Series(series.Point, series.Figure, series.Server, series.Values));

    /// <summary>Who is missing where and why, each reason once.</summary>
    public IEnumerable<string> Missing =>
    [
        .. _excused.GroupBy(one => (one.Workload, one.Why))
            .Select(group => $"Not in {group.Key.Workload}: {string.Join("; ", group.Select(one => one.Server))}. {group.Key.Why}"),
        .. Failures,
    ];

    public void Add(Point point, ServerKind server, IEnumerable<Reading> readings)
    {
        foreach (var (figure, value) in readings)
        {
            var known = _series.Find(series => series.Point == point && series.Figure == figure && series.Server == server);
            if (known.Values is null)
                _series.Add((point, figure, server, [value]));
            else
                known.Values.Add(value);
        }
    }

    /// <summary>A server takes no part in a workload.</summary>
    public void Excuse(ServerKind server, string workload, string why) => _excused.Add((server.Name, workload, why));

    public void Fail(ServerKind server, string where, string why) => _failures.Add((server.Name, where, why));

    public Series? Find(Point point, Figure figure, ServerKind server) =>
        All.FirstOrDefault(series => series.Point == point && series.Figure == figure && series.Server == server);

    private IEnumerable<string> Failures => _failures.GroupBy(failure => (failure.Server, failure.Why)).Select(group =>
        $"{group.Key.Server} failed in "
        + $"{string.Join("; ", group.GroupBy(failure => failure.Where).Select(at => $"{at.Key} ({at.Count()}x)"))}: {group.Key.Why}");
}
