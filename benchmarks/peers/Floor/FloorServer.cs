using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>Sends ready bytes: one send per update and client, and nothing else. Blocking sockets are its back-pressure.</summary>
internal sealed class FloorServer(Workload workload, int groups) : IPeer, IDisposable
{
    private readonly Socket _listener = Listen();
    private readonly Socket _tlsListener = Listen();
    private readonly EpollQueue _queue = new();
    private readonly byte[] _snapshot = workload == Workload.Records ? FloorFrames.Records() : FloorFrames.Empty;
    private readonly PriorityQueue<int, int> _free = new(); // places in _clients of those that have left; the thread that accepts
    private readonly Lock _tlsGate = new();
    private volatile Socket?[] _clients = []; // replaced by the thread that accepts; null: has left
    private volatile SslStream[] _tlsClients = []; // replaced under _tlsGate

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int TlsPort => ((IPEndPoint)_tlsListener.LocalEndPoint!).Port;

    public ValueTask WriteAsync(uint value)
    {
        if (workload == Workload.Counter)
            SendToAll(FloorFrames.Counter(value));
        return default;
    }

    public ValueTask TickAsync(ReadOnlyMemory<Move> moves)
    {
        SendToAll(FloorFrames.Tick(moves.Span));
        return default;
    }

    /// <summary>Accepts clients, and reads what they write, for ever.</summary>
    public void Serve()
    {
        const int Listener = -1;
        _queue.Watch((int)_listener.Handle, Listener);
        while (true)
        {
            for (var (i, count) = (0, _queue.Wait(-1)); i < count; i++)
            {
                if (_queue.NumberOf(i) == Listener)
                    Accept();
                else
                    Read(_queue.NumberOf(i));
            }
        }
    }

    /// <summary>Accepts clients that come with TLS, for ever.</summary>
    public void ServeTls(X509Certificate2 certificate)
    {
        while (true)
        {
            var client = new SslStream(new NetworkStream(Accepted(_tlsListener), ownsSocket: true));
            client.AuthenticateAsServer(certificate);
            client.Write(_snapshot);
            lock (_tlsGate)
                _tlsClients = [.. _tlsClients, client];
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _tlsListener.Dispose();
        _queue.Dispose();
    }

    private void SendToAll(byte[] frame)
    {
        foreach (var client in _clients)
            Send(client, frame);
        foreach (var client in _tlsClients)
            SendTls(client, frame);
    }

    private void SendTls(SslStream client, byte[] frame)
    {
        try
        {
            client.Write(frame);
        }
        catch (IOException)
        {
            lock (_tlsGate) // it has left
                _tlsClients = [.. _tlsClients.Where(one => one != client)];
            client.Dispose();
        }
    }

    private void Accept()
    {
        var client = Accepted(_listener);
        if (!_free.TryDequeue(out var number, out _))
        {
            number = _clients.Length;
            _clients = [.. _clients, null];
        }
        _clients[number] = client;
        _queue.Watch((int)client.Handle, number);
        EpollQueue.Send((int)client.Handle, _snapshot);
    }

    /// <summary>A client wrote a value of 4 bytes, in a WebSocket frame with a mask of zeros: its group is told.</summary>
    private void Read(int number)
    {
        const int Header = 6;
        var clients = _clients;
        Span<byte> bytes = stackalloc byte[Header + sizeof(uint)];
        if (!TryReceive(clients[number]!, bytes))
        {
            clients[number]!.Dispose();
            clients[number] = null;
            _free.Enqueue(number, number);
            return;
        }
        var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[Header..]);
        var frame = workload == Workload.Cells ? FloorFrames.Cell(number, value) : FloorFrames.Counter(value);
        for (var other = number % groups; other < clients.Length; other += groups)
            Send(clients[other], frame);
    }

    private static bool TryReceive(Socket client, Span<byte> bytes)
    {
        try
        {
            return EpollQueue.Receive((int)client.Handle, bytes) == bytes.Length;
        }
        catch (Win32Exception)
        {
            return false; // it has left without a word
        }
    }

    private static void Send(Socket? client, byte[] frame)
    {
        try
        {
            if (client is not null)
                EpollQueue.Send((int)client.Handle, frame);
        }
        catch (Win32Exception)
        {
            // It has left; whoever reads finds that out.
        }
    }

    private static Socket Accepted(Socket listener)
    {
        var client = listener.Accept();
        client.NoDelay = true;
        return client;
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1_024);
        return listener;
    }
}
