using System.Net;
using Microsoft.Extensions.Logging;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Server;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>
/// A server and clients of both kinds in real processes, over sockets and a bad network, that all write at random and at the same time; then
/// quiet. What they write comes from a seed, when it arrives does not.
/// </summary>
internal sealed class SocketRun(int seed, NodeClients node)
{
    private readonly Random _random = new(seed);
    private long _considered;

    /// <summary>How many groups the server has made.</summary>
    public long Made { get; private set; }

    /// <summary>How many it has refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How many nobody knows of.</summary>
    public long Unknown { get; private set; }

    /// <summary>How many connections were cut off.</summary>
    public long Cut { get; private set; }

    /// <summary>How many cards there were at the end.</summary>
    public long Cards { get; private set; }

    public async Task PlayAsync(int clients, int steps)
    {
        var options = new ObjectTreeServerOptions
        {
            Port = 0,
            TcpPort = 0,
            ConfigureBuilder = builder => builder.Logging.ClearProviders(),
            Limits = new SessionLimits { ActionsPerSecond = 1e6, ActionBurst = 1e6, RejectionsPerMinute = 1e6, SnapshotsPerMinute = 1e6 },
        };
        options.Tree.Tick = _random.Next(3) == 0 ? TimeSpan.FromMilliseconds(10) : null;
        options.Tree.TransformWindow = _random.Next(3) == 0 ? 16 : 1_024;
        options.Tree.OnAction = _random.Next(2) == 0 ? ConsiderAsync : null;
        await using var server = new ObjectTreeServer(options);
        server.Register<Card>();
        var sheet = server.CreateObject<Sheet>();
        for (var more = _random.Next(4); more > 0; more--)
            server.CreateObject<Sheet>();
        server.Tree.ClearHistory(); // they stay
        await server.StartAsync();
        await using var web = new FaultyProxy(new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port), _random.Next(), cuts: clients);
        await using var tcp = new FaultyProxy(server.TcpEndPoint!, _random.Next(), cuts: clients / 2);
        var joined = await Task.WhenAll(Enumerable.Range(0, clients).Select(number => JoinAsync(number, web, tcp)));
        try
        {
            var playing = joined.Select(client => client.PlayAsync(sheet.Id, steps)).ToList();
            var accounts = await Task.WhenAll(playing);
            web.BeCalm();
            tcp.BeCalm();
            await ComeToRestAsync(server.Tree, joined);
            foreach (var account in accounts)
                Check(sheet, account);
            (Cut, Cards) = (web.Cut + tcp.Cut, server.Tree.Objects.OfType<Card>().Count());
            var (least, most) = (accounts.Sum(one => one.Made.Values.Sum()), accounts.Sum(one => one.Unknown.Values.Sum()));
            Assert.That(sheet.Sum.Value, Is.InRange(least, least + most));
        }
        finally
        {
            foreach (var client in joined)
                await client.DisposeAsync();
        }
    }

    /// <summary>Lets most pass at once, some later than what others propose after it, and some not.</summary>
    private async ValueTask ConsiderAsync(ActionProposal proposal)
    {
        var number = Interlocked.Increment(ref _considered);
        if (number % 5 == 0)
            await Task.Yield();
        if (number % 23 == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), proposal.Cancellation);
        if (number % 31 == 0)
            throw new OperationRejectedException(RejectionCodes.Forbidden, "Not this one.");
    }

    /// <summary>
    /// The server may still be reading what came over a connection that is cut off since, and what was made on too old a state may be on
    /// its way again, behind all that is acknowledged: what differs once may be pending, what always differs is wrong.
    /// </summary>
    private async Task ComeToRestAsync(Tree tree, IProgramClient[] clients)
    {
        for (int round = 0, different = 0; ; round++)
        {
            var (tag, version) = ($"quiet {round}", tree.Version + 1);
            tree.Root.Tags.Add(tag);
            var states = await Task.WhenAll(clients.Select(client => client.StateAsync(tag)));
            var state = TreeJson.Of(tree);
            if (tree.Version > version || (states.Any(one => one != state) && ++different < 5))
                continue;
            for (var number = 0; number < states.Length; number++)
                Assert.That(states[number], Is.EqualTo(state), $"client {number} of {states.Length}, seed {seed}");
            return;
        }
    }

    private Task<IProgramClient> JoinAsync(int number, FaultyProxy web, FaultyProxy tcp)
    {
        var name = $"c{number}";
        return (number % 4) switch
        {
            0 or 2 => node.ConnectAsync($"ws://127.0.0.1:{web.Port}/tree", _random.Next(), name),
            1 => DotNetClient.ConnectAsync($"tcp://127.0.0.1:{tcp.Port}", _random.Next(), name),
            _ => DotNetClient.ConnectAsync($"ws://127.0.0.1:{web.Port}/tree", _random.Next(), name),
        };
    }

    private void Check(Sheet sheet, Account account)
    {
        foreach (var token in account.Made.Keys)
            Assert.That(sheet.Ledger.Count(one => one == token), Is.EqualTo(1), $"{token} was acknowledged, seed {seed}");
        foreach (var token in account.Refused.Keys)
            Assert.That(sheet.Ledger, Does.Not.Contain(token), $"seed {seed}");
        foreach (var token in account.Unknown.Keys)
            Assert.That(sheet.Ledger.Count(one => one == token), Is.LessThan(2), $"seed {seed}");
        Made += account.Made.Count + account.Others;
        Refused += account.Refused.Count;
        Unknown += account.Unknown.Count;
    }
}
