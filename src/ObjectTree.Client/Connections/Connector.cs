namespace ObjectTree.Client.Connections;

/// <summary>Makes a connection to where a client's url says.</summary>
/// <exception cref="ConnectionException">The server refused, with the code that its answer means.</exception>
/// <exception cref="IOException">Nobody is there.</exception>
internal delegate Task<IConnection> Connector(CancellationToken cancellation);
