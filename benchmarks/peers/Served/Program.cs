using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObjectTree.Benchmarks.Peers;
using ObjectTree.Server;

// Served WORKLOAD GROUPS: ObjectTree as a program serves it, over WebSocket, TCP and WebSocket with TLS.
using var certificate = Certificate.Create();
WebApplication? application = null;
var options = new ObjectTreeServerOptions
{
    Port = 0,
    TcpPort = 0,
    Limits = new SessionLimits { CallsPerSecond = 1_000_000, CallBurst = 1_000_000 },
    ConfigureBuilder = builder =>
    {
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate);
        }));
    },
    ConfigureApplication = built => application = built,
};
await using var server = new ObjectTreeServer(options);
var tree = new ServedTree(server);
tree.Fill(Enum.Parse<Workload>(args[0], ignoreCase: true), int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
await server.StartAsync();
var addresses = application!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
Control.Run(tree, new Uri(server.Url).Port, server.TcpEndPoint!.Port, addresses.Select(address => new Uri(address)).First(uri => uri.Scheme == Uri.UriSchemeHttps).Port);
