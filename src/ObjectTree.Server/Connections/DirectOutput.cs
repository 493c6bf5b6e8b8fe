using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ObjectTree.Server.Connections;

/// <summary>What lies under a connection, where sending on it is the same as sending through the server: a socket, or TLS.</summary>
internal readonly record struct DirectOutput
{
    private readonly SslStream? _tls;

    private DirectOutput(Socket? socket, SslStream? tls) => (Socket, _tls) = (socket, tls);

    /// <summary>Null: TLS is between, or nothing is known.</summary>
    public Socket? Socket { get; }

    public static DirectOutput Find(IFeatureCollection features) =>
        features.Get<ITlsHandshakeFeature>() is null
            ? new DirectOutput(features.Get<IConnectionSocketFeature>()?.Socket, tls: null)
            : new DirectOutput(socket: null, features.Get<ISslStreamFeature>()?.SslStream);

    /// <summary>Null: there is none.</summary>
    public Transmitter? Transmit(Action wake)
    {
        if (Socket is not null)
            return new SocketTransmitter(Socket, wake);
        return _tls is null ? null : new StreamTransmitter(_tls, wake);
    }
}
