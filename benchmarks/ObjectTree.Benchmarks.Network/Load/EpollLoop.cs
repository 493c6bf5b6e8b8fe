using System.Net;
using System.Net.Sockets;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>One thread, one queue, one receive per socket that has something.</summary>
internal sealed class EpollLoop : ILoop
{
    private readonly EpollQueue _queue = new();
    private readonly List<(LoadClient Client, Socket Socket, int Descriptor)> _connections = [];
    private readonly byte[] _buffer = new byte[256 * 1024];

    public IWire Connect(LoadClient client, IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        var descriptor = (int)socket.Handle;
        _queue.Watch(descriptor, _connections.Count);
        _connections.Add((client, socket, descriptor));
        return new SocketWire(descriptor);
    }

    public bool Poll(int milliseconds)
    {
        var count = _queue.Wait(milliseconds);
        for (var i = 0; i < count; i++)
        {
            var (client, _, descriptor) = _connections[_queue.NumberOf(i)];
            var room = client.Room(_buffer);
            var read = EpollQueue.Receive(descriptor, room.Span);
            if (read == 0)
                throw new IOException($"The server has closed the connection of client {client.Number}.");
            client.Received(room, read);
        }
        return count > 0;
    }

    public void Dispose()
    {
        foreach (var (_, socket, _) in _connections)
            socket.Dispose();
        _queue.Dispose();
    }

    private sealed class SocketWire(int descriptor) : IWire
    {
        public void Send(ReadOnlySpan<byte> bytes) => EpollQueue.Send(descriptor, bytes);
    }
}
