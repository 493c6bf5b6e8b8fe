using System.Diagnostics;
using ObjectTree.Benchmarks.Network.Dialects;
using ObjectTree.Benchmarks.Network.Servers;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>The clients of one server.</summary>
internal sealed class Crowd(ServerKind kind, ServerProcess server, Workload workload, int groups = 1, bool tls = false) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ILoop _loop = tls ? new TlsLoop() : new EpollLoop();
    private readonly IDialect _dialect = kind.Dialect(workload, groups);
    private readonly List<LoadClient> _clients = [];

    public IReadOnlyList<LoadClient> Clients => _clients;

    /// <summary>Updates that every client has received.</summary>
    public long Progress
    {
        get
        {
            var least = long.MaxValue;
            foreach (var client in _clients)
                least = Math.Min(least, client.Updates);
            return least;
        }
    }

    /// <summary>Updates received, summed over the clients.</summary>
    public long Updates => _clients.Sum(client => client.Updates);

    public long Bytes => _clients.Sum(client => client.Bytes);

    /// <summary>Connects clients, at most so many at a time between <see cref="Poll"/>s, and waits until all have the state.</summary>
    public void Join(int count, int atOnce = 50)
    {
        for (var (first, last) = (_clients.Count, _clients.Count + count); _clients.Count < last;)
        {
            for (var i = 0; i < atOnce && _clients.Count < last; i++)
                Connect();
            Until(() => _clients.Skip(first).All(client => client.HasJoined), $"{count} clients joined");
            first = _clients.Count;
        }
    }

    /// <summary>Hands the values of all clients to one listener; null: to nobody.</summary>
    public void Listen(IValueListener? listener) => _clients.ForEach(client => client.Listener = listener);

    public bool Poll(int milliseconds) => _loop.Poll(milliseconds);

    /// <summary>Reads for a time.</summary>
    public void For(TimeSpan time, Action<bool>? turn = null)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            var came = Poll(1);
            turn?.Invoke(came);
        }
    }

    /// <summary>Reads until something is so.</summary>
    public void Until(Func<bool> isSo, string what)
    {
        for (var start = Stopwatch.GetTimestamp(); !isSo();)
        {
            Poll(1);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"Within {Patience.TotalSeconds} s it did not happen that {what}.");
        }
    }

    public void Dispose() => _loop.Dispose();

    private void Connect()
    {
        var client = new LoadClient(_clients.Count, kind.Carrier(server.Ports, _clients.Count % groups), _dialect);
        _clients.Add(client);
        client.Open(_loop.Connect(client, server.EndPoint(tls)));
    }
}
