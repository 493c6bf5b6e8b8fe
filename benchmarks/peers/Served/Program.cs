using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Server;

// Served WORKLOAD GROUPS [tls] [conflated|ticked]: ObjectTree as a program serves it, over WebSocket and TCP, both with TLS or both
// without.
using var certificate = Certificate.Create();
var options = new ObjectTreeServerOptions
{
    Port = 0,
    TcpPort = 0,
    Limits = new SessionLimits { ActionsPerSecond = 1_000_000, ActionBurst = 1_000_000 },
    ConfigureBuilder = builder =>
    {
        builder.Logging.ClearProviders();
        if (args.Contains("tls"))
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.UseHttps(certificate)));
    },
};
if (args.Contains("ticked"))
    options.Tree.Tick = TimeSpan.FromMilliseconds(50);
await using var server = new ObjectTreeServer(options);
var tree = new ServedTree(server, isConflated: args.Contains("conflated"));
tree.Fill(Enum.Parse<Workload>(args[0], ignoreCase: true), int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
await server.StartAsync();
var port = new Uri(server.Url).Port;
Control.Run(tree, port, server.TcpEndPoint!.Port, tlsPort: port);
