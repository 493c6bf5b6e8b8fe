using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using ObjectTree.Benchmarks.Peers;

// SignalR WORKLOAD GROUPS: a hub with MessagePack, over WebSocket with and without TLS.
using var certificate = Certificate.Create();
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
    kestrel.Listen(IPAddress.Loopback, 0, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(certificate);
    });
});
builder.Services.AddSingleton(new HubState
{
    Records = Enum.Parse<Workload>(args[0], ignoreCase: true) == Workload.Records
        ? [.. Enumerable.Range(0, Sample.Records).Select(i => new HubRecord(i, Sample.First(i), Sample.Last(i), i, Sample.Entries(i)))]
        : [],
});
builder.Services.AddSignalR().AddMessagePackProtocol();
await using var application = builder.Build();
application.MapHub<TreeHub>("/hub");
await application.StartAsync();
var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
    .Select(address => new Uri(address)).ToList();
Control.Run(new HubPeer(application.Services.GetRequiredService<IHubContext<TreeHub>>()), addresses[0].Port, tlsPort: addresses[1].Port);
