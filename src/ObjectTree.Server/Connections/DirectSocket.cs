using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ObjectTree.Server.Connections;

/// <summary>Finds the socket under a connection, where sending on it is the same as sending through the server.</summary>
internal static class DirectSocket
{
    /// <summary>Null: there is none, or TLS lies between.</summary>
    public static Socket? Find(IFeatureCollection features) =>
        features.Get<ITlsHandshakeFeature>() is null ? features.Get<IConnectionSocketFeature>()?.Socket : null;
}
