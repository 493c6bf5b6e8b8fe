namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>Where a server listens; 0: nowhere.</summary>
internal readonly record struct ServerPorts(int Http, int Tcp, int Https);
