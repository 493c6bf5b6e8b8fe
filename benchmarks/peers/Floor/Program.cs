using System.Globalization;
using ObjectTree.Benchmarks.Peers;

// Floor WORKLOAD GROUPS: what no server can be faster than that sends once per update and client.
using var certificate = Certificate.Create();
var server = new FloorServer(Enum.Parse<Workload>(args[0], ignoreCase: true), int.Parse(args[1], CultureInfo.InvariantCulture));
new Thread(server.Serve) { IsBackground = true }.Start();
new Thread(() => server.ServeTls(certificate)) { IsBackground = true }.Start();
Control.Run(server, server.Port, tlsPort: server.TlsPort);
