using System.Net;
using System.Net.Sockets;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Tests.Support;

/// <summary>Connects a client with a server of this machine. What comes is read when the test asks for it, on its thread.</summary>
internal sealed class BlockingWire : IWire, IValueListener, IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 20_000 };
    private readonly byte[] _room = new byte[16 * 1024];
    private readonly LoadClient _client;
    private double _value = double.NaN;

    public BlockingWire(LoadClient client, int port)
    {
        _client = client;
        client.Listener = this;
        _socket.Connect(IPAddress.Loopback, port);
        client.Open(this);
    }

    public void Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    public void ReadUntilJoined()
    {
        while (!_client.HasJoined)
            Read();
    }

    /// <summary>Reads until the last value is this one.</summary>
    public void ReadUntil(double value)
    {
        while (_value != value)
            Read();
    }

    public bool OnValue(LoadClient client, double value)
    {
        _value = value;
        return true;
    }

    public void Dispose() => _socket.Dispose();

    private void Read()
    {
        var room = _client.Room(_room);
        var length = _socket.Receive(room.Span);
        if (length == 0)
            throw new IOException("The server has ended the connection.");
        _client.Received(room, length);
    }
}
