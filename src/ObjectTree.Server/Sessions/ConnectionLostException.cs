using System.Net.Sockets;

namespace ObjectTree.Server.Sessions;

/// <summary>The client is gone without a word.</summary>
internal sealed class ConnectionLostException(Exception inner) : Exception("The connection is lost.", inner)
{
    /// <summary>Whether an exception of a transport says so.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException;
}
