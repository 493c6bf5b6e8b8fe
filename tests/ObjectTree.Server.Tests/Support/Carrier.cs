namespace ObjectTree.Server.Tests.Support;

/// <summary>What carries messages.</summary>
public enum Carrier
{
    Tcp,
    WebSocket,
}
