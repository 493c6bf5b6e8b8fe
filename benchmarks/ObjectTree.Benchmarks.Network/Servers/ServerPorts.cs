namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>Where a server listens; 0: nowhere. At the TCP port it speaks TLS when it was started so.</summary>
internal readonly record struct ServerPorts(int Http, int Tcp, int Https);
