using Microsoft.AspNetCore.Connections;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>Where Kestrel hands over a raw TCP connection.</summary>
internal sealed class TcpConnectionHandler(SessionHost sessions, bool sendsDirectly) : ConnectionHandler
{
    public override Task OnConnectedAsync(ConnectionContext connection) =>
        sessions.ServeAsync(new TcpConnection(connection, sendsDirectly ? DirectSocket.Find(connection.Features) : null));
}
