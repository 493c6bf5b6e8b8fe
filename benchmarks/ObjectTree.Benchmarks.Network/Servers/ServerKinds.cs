using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;

namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>All that are measured, in the order of the tables.</summary>
internal static class ServerKinds
{
    public static ServerKind Floor { get; } = new("floor", "floor")
    {
        Command = Program("Floor"),
        Dialect = (workload, groups) => new FloorDialect(new ObjectTreeDialect(workload, groups)),
        Carrier = (_, _) => new WebSocketCarrier(path: null),
    };

    public static ServerKind Pipe { get; } = Floor with { Name = "Kestrel pipe", Id = "pipe", Command = Program("Pipe"), Only = "w4" };

    public static ServerKind ObjectTreeWebSocket { get; } = new("ObjectTree, WebSocket", "objecttree")
    {
        Command = Program("Served"),
        Dialect = (workload, groups) => new ObjectTreeDialect(workload, groups),
        Carrier = (_, _) => new WebSocketCarrier("/tree"),
    };

    public static ServerKind ObjectTreeTcp { get; } = ObjectTreeWebSocket with
    {
        Name = "ObjectTree, TCP",
        Id = "objecttree-tcp",
        Carrier = (_, _) => new TcpCarrier(),
        Port = (ports, _) => ports.Tcp,
    };

    public static ServerKind SignalR { get; } = new("SignalR", "signalr")
    {
        Command = Program("SignalR"),
        Dialect = (workload, _) => new SignalRDialect(workload),
        Carrier = (_, group) => new WebSocketCarrier($"/hub?group=g{group}"),
    };

    public static ServerKind Colyseus { get; } = new("Colyseus", "colyseus")
    {
        Command = [Path.Combine(ColyseusFolder, "node_modules", "node", "bin", "node"), "--expose-gc",
            Path.Combine(ColyseusFolder, "server.mjs")],
        Dialect = (workload, _) => new ColyseusDialect(workload),
        Carrier = ColyseusSeat.Take,
    };

    public static IReadOnlyList<ServerKind> All { get; } = [Floor, Pipe, ObjectTreeWebSocket, ObjectTreeTcp, SignalR, Colyseus];

    private static string ColyseusFolder => Path.Combine("benchmarks", "peers", "colyseus");

    private static string[] Program(string name) => [Path.Combine("benchmarks", "peers", name, "bin", "Release", "net10.0", name)];
}
