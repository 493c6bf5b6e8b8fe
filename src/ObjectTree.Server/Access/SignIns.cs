using System.Net;
using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Access;

/// <summary>
/// Bounds how often the application is asked who clients are: in all, and of an address whose clients keep failing. Any thread.
/// </summary>
/// <param name="limits">How often.</param>
/// <param name="time">What time it is.</param>
internal sealed class SignIns(SessionLimits limits, TimeProvider time)
{
    private const int MostAtOnce = 100; // of an address that has not failed
    private const int MostAddresses = 10_000;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly RateLimit _all = new(limits.SignInsPerSecond, limits.SignInBurst, time); // guarded by _gate, as the next

    // Those that fail, or are being asked about. Whoever failed last is at the end.
    private readonly LinkedList<Tracked> _order = [];
    private readonly Dictionary<ClientAddress, LinkedListNode<Tracked>> _addresses = [];

    /// <summary>How many addresses are remembered. For tests.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _addresses.Count;
        }
    }

    /// <summary>Whether clients of an address would be refused now, however they prove who they are.</summary>
    public bool IsBlocked(EndPoint? client, out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = Find(client) is { } tracked ? WaitOf(tracked) : TimeSpan.Zero;
            return wait > TimeSpan.Zero;
        }
    }

    /// <summary>Begins to ask, to be ended by <see cref="End"/>. False: the client has to wait before it may try again.</summary>
    public bool TryBegin(EndPoint? client, out TimeSpan wait)
    {
        lock (_gate)
        {
            Forget();
            var tracked = Find(client);
            wait = tracked is null ? TimeSpan.Zero : WaitOf(tracked);
            if (wait > TimeSpan.Zero)
                return false;
            var room = tracked is not { Failures: > 0 } ? MostAtOnce : Math.Max(limits.SignInFailures - tracked.Failures, 1);
            if (tracked?.Asked >= room)
            {
                wait = FirstDelay;
                return false;
            }
            if (!_all.TryTake(out wait))
                return false;
            if ((tracked ?? Add(client)) is { } asked)
                asked.Asked++;
            return true;
        }
    }

    /// <summary>The application has said who the client is, or that it is nobody.</summary>
    public void End(EndPoint? client, bool hasFailed)
    {
        lock (_gate)
        {
            if (Find(client) is not { } tracked)
                return;
            tracked.Asked = Math.Max(tracked.Asked - 1, 0);
            if (hasFailed)
                Fail(tracked);
            else if (tracked is { Asked: 0, Failures: 0 })
                Remove(tracked);
        }
    }

    private void Fail(Tracked tracked)
    {
        tracked.Failures++;
        tracked.FailedAt = time.GetTimestamp();
        var node = _addresses[tracked.Address];
        _order.Remove(node);
        _order.AddLast(node);
        var over = tracked.Failures - limits.SignInFailures;
        if (over >= 0)
            tracked.Delay = TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << Math.Min(over, 16), LongestDelay.Ticks));
    }

    private TimeSpan WaitOf(Tracked tracked) => tracked.Delay - time.GetElapsedTime(tracked.FailedAt);

    private Tracked? Find(EndPoint? client) =>
        ClientAddress.Of(client) is { } address && _addresses.TryGetValue(address, out var node) ? node.Value : null;

    private Tracked? Add(EndPoint? client)
    {
        if (ClientAddress.Of(client) is not { } address)
            return null;
        if (_addresses.Count == MostAddresses)
            Remove(_order.First!.Value);
        var tracked = new Tracked(address) { FailedAt = time.GetTimestamp() };
        _addresses.Add(address, _order.AddLast(tracked));
        return tracked;
    }

    /// <summary>Forgets those that have not failed for long.</summary>
    private void Forget()
    {
        while (_order.First is { Value: var oldest } && time.GetElapsedTime(oldest.FailedAt) >= Memory)
            Remove(oldest);
    }

    private void Remove(Tracked tracked)
    {
        _order.Remove(_addresses[tracked.Address]);
        _addresses.Remove(tracked.Address);
    }

    private sealed class Tracked(ClientAddress address)
    {
        public ClientAddress Address => address;

        public int Asked { get; set; }

        public int Failures { get; set; }

        public long FailedAt { get; set; } // or when it was added

        public TimeSpan Delay { get; set; } // since then
    }
}
