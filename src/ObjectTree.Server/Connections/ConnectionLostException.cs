namespace ObjectTree.Server.Connections;

/// <summary>The client is gone without a word.</summary>
internal sealed class ConnectionLostException(Exception inner) : Exception("The connection is lost.", inner);
