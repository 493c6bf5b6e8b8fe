using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObjectTree.Server.Hosting;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>
/// What Kestrel listens with in the place of its own sockets: the same to all above, and made for many short messages from many clients.
/// </summary>
/// <remarks>Unix sockets, and descriptors that were handed over, stay with Kestrel's.</remarks>
/// <param name="options">Those of Kestrel's sockets, as far as they say how to listen.</param>
/// <param name="pools">Where the memory for bytes on their way comes from.</param>
/// <param name="logger">Where it is told that connections cannot be taken.</param>
[SupportedOSPlatform("linux")]
internal sealed class EpollTransport(
    IOptions<SocketTransportOptions> options, IMemoryPoolFactory<byte> pools, ILogger<EpollTransport> logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly MemoryPool<byte> _memory = pools.Create(new MemoryPoolOptions { Owner = "ObjectTree" });

    private readonly ILogger _logger = new GuardedLogger(logger);

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket socket;
        try
        {
            socket = options.Value.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(exception.Message, exception);
        }
        try
        {
            socket.Listen(options.Value.Backlog);
            return new(new EpollListener(socket, EpollWatch.Shared, _memory, options.Value.NoDelay, _logger));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _memory.Dispose();
}
