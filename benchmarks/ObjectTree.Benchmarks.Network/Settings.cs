using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Network.Workloads;

namespace ObjectTree.Benchmarks.Network;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(string Commit, Times Times, IReadOnlyList<Point> Points, IReadOnlyList<ServerKind> Servers)
{
    /// <summary>Where the results are written; null: nowhere, since only some of all was measured.</summary>
    public string? Folder { get; private init; }

    /// <exception cref="ArgumentException">There is no such workload, server or option.</exception>
    public static Settings Parse(string[] args)
    {
        var isQuick = false;
        int? runs = null;
        string? folder = null;
        var (workloads, servers, clients) = (new List<string>(), new List<string>(), new List<int>());
        for (var i = 2; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--into": folder = args[++i]; break;
                case "--quick": isQuick = true; break;
                case "--runs": runs = Number(args[++i]); break;
                case "--servers": servers.AddRange(args[++i].Split(',')); break;
                case "--clients": clients.AddRange(args[++i].Split(',').Select(Number)); break;
                default: workloads.Add(args[i]); break;
            }
        }
        var times = isQuick ? Times.Quick : Times.Full;
        times = times with { Runs = runs ?? times.Runs };
        foreach (var workload in workloads)
            Check(workload, Suite.All.Keys);
        foreach (var server in servers)
            Check(server, ServerKinds.All.Select(kind => kind.Id));
        var points = Suite.All.Where(suite => workloads.Count == 0 || workloads.Contains(suite.Key)).SelectMany(suite => suite.Value(times))
            .Where(point => clients.Count == 0 || clients.Contains(point.Clients));
        return new Settings(
            args[1], times, [.. points], [.. ServerKinds.All.Where(kind => servers.Count == 0 || servers.Contains(kind.Id))])
        {
            Folder = folder ?? (workloads.Count + servers.Count + clients.Count == 0 && !isQuick ? args[0] : null),
        };
    }

    private static void Check(string name, IEnumerable<string> known)
    {
        if (!known.Contains(name))
            throw new ArgumentException($"'{name}' is none of {string.Join(", ", known)}.");
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
