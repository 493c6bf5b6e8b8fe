using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ObjectTree.Benchmarks.Peers;

// Pipe WORKLOAD GROUPS: what a server on Kestrel's pipes can hardly be faster than.
var groups = new PipeGroups(int.Parse(args[1], CultureInfo.InvariantCulture));
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Run(groups.ServeAsync)));
await using var application = builder.Build();
await application.StartAsync();
var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
Control.Run(groups, new Uri(address).Port);
