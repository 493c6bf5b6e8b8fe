using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Interop.Tests.Sockets;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Pages;

/// <summary>
/// A server and some pages that all create, move, destroy, write and draft at random, with a network between them that delays whatever it
/// likes; then quiet. Nothing runs but what the program lets run, so a seed always plays the same.
/// </summary>
internal sealed class PageSimulation
{
    public const int MostSteps = 400;

    private readonly Random _random;
    private readonly NodeClients _node;
    private readonly Tree _tree = new();
    private readonly TreeFeed _feed;
    private readonly FakeTimeProvider _time = new();
    private readonly TimeSpan? _tick;
    private readonly List<PagePeer> _peers = [];

    private PageSimulation(int seed, NodeClients node)
    {
        (_random, _node) = (new Random(seed), node);
        _tick = _random.Next(4) == 0 ? TimeSpan.FromMilliseconds(50) : null;
        _feed = new TreeFeed(
            _tree, new FeedOptions(_tick, _random.Next(3) == 0 ? 8 : 1_024, null), TreeAccess.Open, _time, NullLogger.Instance);
        _tree.Register<Card>();
        _tree.CreateObject<Sheet>();
        _tree.ClearHistory(); // it stays
    }

    /// <summary>How many actions the server has made.</summary>
    public long Made => _peers.Sum(peer => peer.Made);

    /// <summary>How many it has refused.</summary>
    public long Refused => _peers.Sum(peer => peer.Refused);

    /// <summary>How many cards there are at the end.</summary>
    public long Cards => _tree.Objects.OfType<Card>().Count();

    public static async Task<PageSimulation> PlayAsync(int seed, NodeClients node)
    {
        var simulation = new PageSimulation(seed, node);
        await simulation.JoinAsync();
        for (var step = 0; step < seed % MostSteps; step++)
            await simulation.StepAsync();
        await simulation.ComeToRestAsync();
        foreach (var peer in simulation._peers)
        {
            Assert.That(await peer.StateAsync(), Is.EqualTo(TreeJson.Of(simulation._tree)));
            await peer.CloseAsync();
        }
        return simulation;
    }

    private async Task JoinAsync()
    {
        for (var number = _random.Next(2, 5); number > 0; number--)
            _peers.Add(await PagePeer.JoinAsync(_node, _feed, number, _random.Next()));
    }

    private async Task StepAsync()
    {
        var peer = _peers[_random.Next(_peers.Count)];
        switch (_random.Next(40))
        {
            case < 12:
                await peer.ActAsync();
                break;
            case < 20 when peer.Up > 0:
                peer.Send();
                break;
            case < 32 when peer.Down > 0:
                await peer.DeliverAsync();
                break;
            case 32 or 33 or 34:
                ActOnServer();
                break;
            case 35 or 36 when _tick is { } tick:
                _time.Advance(tick);
                break;
            case 37 when _random.Next(4) == 0:
                await peer.ReconnectAsync();
                break;
            case 38 when _random.Next(4) == 0:
                await peer.FallBehindAsync();
                break;
        }
        foreach (var one in _peers)
            one.Gather();
    }

    private void ActOnServer()
    {
        var cards = _tree.Objects.OfType<Card>().ToList();
        var parent = cards.Count > 0 && _random.Next(2) == 0 ? cards[_random.Next(cards.Count)] : _tree.Root;
        if (cards.Count == 0 || (_random.Next(5) < 2 && cards.Count < 12))
        {
            _tree.CreateObject<Card>(parent);
            return;
        }
        var card = cards[_random.Next(cards.Count)];
        switch (_random.Next(3))
        {
            case 0:
                card.Destroy();
                break;
            case 1 when !IsWithin(parent, card):
                card.MoveTo(parent, 0);
                break;
            default:
                card.Text.Value = $"s{_random.Next(100)}";
                break;
        }
    }

    private static bool IsWithin(SObject one, SObject top) => one == top || (one.Parent is { } parent && IsWithin(parent, top));

    /// <summary>Lets everything arrive.</summary>
    private async Task ComeToRestAsync()
    {
        foreach (var peer in _peers)
            await peer.RestAsync();
        // At least once: what a tick gathers is nowhere yet.
        for (var rounds = 0; rounds < 2 || _peers.Exists(peer => peer.Up + peer.Down > 0); rounds++)
        {
            Assert.That(rounds, Is.LessThan(10_000), "everything is answered at some time");
            foreach (var peer in _peers)
            {
                while (peer.Up > 0)
                    peer.Send();
            }
            if (_tick is { } tick)
                _time.Advance(tick);
            foreach (var peer in _peers)
            {
                peer.Gather();
                while (peer.Down > 0)
                    await peer.DeliverAsync();
            }
        }
    }
}
