using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>Connections with TLS, each read by a task. One lock makes them a single reader, as with <see cref="EpollLoop"/>.</summary>
internal sealed class TlsLoop : ILoop
{
    private readonly Lock _gate = new();
    private readonly List<SslStream> _streams = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _read = new(0);
    private Exception? _failure; // guarded by the gate

    public IWire Connect(LoadClient client, IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        // The server's certificate is made for the run, on this machine.
        var stream = new SslStream(
            new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false,
            (_, certificate, _, _) => certificate?.Subject == "CN=localhost");
        stream.AuthenticateAsClient("localhost");
        _streams.Add(stream);
        return new StreamWire(stream, () => _ = ReadAsync(client, stream));
    }

    public bool Poll(int milliseconds)
    {
        var came = _read.Wait(milliseconds);
        lock (_gate)
            return _failure is null ? came : throw new IOException($"A connection with TLS was lost: {_failure.Message}", _failure);
    }

    public void Dispose()
    {
        _ending.Cancel();
        foreach (var stream in _streams)
            stream.Dispose();
    }

    private async Task ReadAsync(LoadClient client, SslStream stream)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var room = client.Room(buffer);
                var read = await stream.ReadAsync(room, _ending.Token).ConfigureAwait(false);
                if (read == 0)
                    throw new IOException($"The server has closed the connection of client {client.Number}.");
                lock (_gate)
                    client.Received(room, read);
                if (_read.CurrentCount == 0)
                    _read.Release();
            }
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception failure)
        {
            lock (_gate)
                _failure ??= failure;
        }
    }

    private sealed class StreamWire(SslStream stream, Action begin) : IWire
    {
        private bool _hasBegun;

        public void Send(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            if (_hasBegun)
                return;
            _hasBegun = true;
            begin();
        }
    }
}
