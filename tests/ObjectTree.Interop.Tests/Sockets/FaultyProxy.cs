using System.Net;
using System.Net.Sockets;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>
/// A network that is not good: between clients and a server's port it passes bytes on in pieces of any size, keeps some back for a moment,
/// and cuts connections off, in either way that there is, until it is told to be calm.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private const int MostPiece = 4_096;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Random _random; // guarded by _gate
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _links = []; // guarded by _gate
    private readonly Task _accepting;
    private int _cutsLeft;
    private bool _isCalm;

    /// <param name="server">Where the server listens.</param>
    /// <param name="seed">What goes wrong.</param>
    /// <param name="cuts">How many connections are cut off at most.</param>
    public FaultyProxy(IPEndPoint server, int seed, int cuts)
    {
        (_server, _random, _cutsLeft) = (server, new Random(seed), cuts);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut off.</summary>
    public int Cut { get; private set; }

    /// <summary>Nothing goes wrong any more.</summary>
    public void BeCalm() => Volatile.Write(ref _isCalm, true);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_links);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ending.Token);
                lock (_gate)
                    _links.Add(LinkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task LinkAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_server, _ending.Token);
                var bytes = Draw(random => random.Next(2) == 0 ? long.MaxValue : random.NextInt64(1, 12_000));
                await Task.WhenAny(PumpAsync(client, server, bytes), PumpAsync(server, client, bytes));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The end, of all or of the server.
            }
            if (Draw(random => random.Next(2)) == 0)
                client.LingerState = server.LingerState = new LingerOption(true, 0); // a reset, not an orderly end
        }
    }

    /// <param name="from">Where bytes come from.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="bytes">After how many the connection is cut off, if it may still be.</param>
    private async Task PumpAsync(Socket from, Socket to, long bytes)
    {
        var piece = new byte[MostPiece];
        try
        {
            while (true)
            {
                var (length, isLate) = Draw(random => (random.Next(4) == 0 ? random.Next(1, 8) : MostPiece, random.Next(40) == 0));
                var isCalm = Volatile.Read(ref _isCalm);
                var read = await from.ReceiveAsync(piece.AsMemory(0, isCalm ? MostPiece : length), _ending.Token);
                if (read == 0)
                    return;
                bytes -= read;
                if (bytes <= 0 && !isCalm && MayCut())
                    return;
                if (isLate && !isCalm)
                    await Task.Delay(Draw(random => random.Next(1, 5)), _ending.Token); // the network's delay, nothing waits for it
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(piece.AsMemory(sent, read - sent), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side is gone, or all is over.
        }
    }

    private bool MayCut()
    {
        lock (_gate)
        {
            if (_cutsLeft == 0)
                return false;
            _cutsLeft--;
            Cut++;
            return true;
        }
    }

    private T Draw<T>(Func<Random, T> draw)
    {
        lock (_gate)
            return draw(_random);
    }
}
