using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Benchmarks;

/// <summary>For which carriers a log is written, and how many read it, the same number through each.</summary>
public sealed record LogCase(string Name, int Framings, int Readers)
{
    public static IEnumerable<LogCase> All { get; } =
    [
        new("1 framing, no reader", 1, 0),
        new("2 framings, no reader", 2, 0),
        new("1 framing, 1 reader", 1, 1),
        new("1 framing, 100 readers", 1, 100),
        new("2 framings, 100 readers", 2, 100),
    ];

    internal IEnumerable<Framing> Carriers => new Framing[] { WebSocketFraming.Instance, TcpFraming.Instance }.Take(Framings);

    public override string ToString() => Name;
}
