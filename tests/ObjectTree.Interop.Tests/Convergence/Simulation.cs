using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ObjectTree.Client;
using ObjectTree.Model.Topics;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// A server and some clients that all write at random, with a network between them that delays whatever it likes; then quiet. Nothing runs
/// but what the program lets run, so a seed always plays the same.
/// </summary>
internal sealed class Simulation
{
    public const int MostSteps = 2_000;

    private const int MostSheets = 6;

    private readonly Random _random;
    private readonly Tree _tree = new();
    private readonly TreeFeed _feed;
    private readonly FakeTimeProvider _time = new();
    private readonly TimeSpan? _tick;
    private readonly List<Peer> _peers = [];
    private readonly List<Witness> _witnesses = [];
    private readonly List<(Task Settled, string? Token, long Added)> _kept = []; // what is to be there at the end, or not
    private readonly Sheet _first;
    private int _tokens;

    private Simulation(int seed)
    {
        _random = new Random(seed);
        _tick = _random.Next(4) == 0 ? TimeSpan.FromMilliseconds(50) : null;
        _feed = new TreeFeed(
            _tree, new FeedOptions(_tick, _random.Next(3) == 0 ? 8 : 1_024, null), TreeAccess.Open, _time, NullLogger.Instance);
        _first = _tree.CreateObject<Sheet>();
        _tree.ClearHistory(); // it stays
    }

    /// <summary>How many recorded groups the server has made.</summary>
    public long Made { get; private set; }

    /// <summary>How many actions it has refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How many times clients undid or redid something.</summary>
    public long TakenBack { get; private set; }

    public static async Task<Simulation> PlayAsync(int seed)
    {
        var simulation = new Simulation(seed);
        await simulation.JoinAsync();
        for (var step = 0; step < seed % MostSteps; step++)
            simulation.Step();
        simulation.ComeToRest();
        simulation.CheckAll();
        return simulation;
    }

    private async Task JoinAsync()
    {
        var count = _random.Next(2, 9);
        for (var number = 0; number < count; number++)
        {
            var peer = await Peer.JoinAsync(_feed, number);
            peer.Tree.Created += Watch;
            peer.Tree.Rejected += _ => Refused++;
            foreach (var sheet in peer.Tree.Objects.Where(one => one.TypeName == nameof(Sheet)))
                Watch(sheet);
            _peers.Add(peer);
        }
    }

    private void Watch(ReplicaObject created)
    {
        if (created.TypeName == nameof(Sheet))
            _witnesses.Add(new Witness(created));
    }

    private void Step()
    {
        var peer = _peers[_random.Next(_peers.Count)];
        switch (_random.Next(10))
        {
            case < 4:
                Write(peer);
                break;
            case 4 or 5 when peer.Up > 0:
                peer.Send();
                break;
            case 6 or 7 when peer.Down > 0:
                peer.Deliver();
                break;
            case 8:
                ActOnServer();
                break;
            case 9 when _tick is { } tick:
                _time.Advance(tick);
                break;
        }
        foreach (var one in _peers)
            one.Gather();
        foreach (var witness in _witnesses)
            witness.Check();
    }

    private void Write(Peer peer)
    {
        if (_random.Next(6) == 0)
        {
            Keep(peer);
            return;
        }
        if (_random.Next(6) == 0)
        {
            Count(_random.Next(3) > 0 ? peer.Tree.Root.UndoAsync() : peer.Tree.Root.RedoAsync());
            return;
        }
        if (_random.Next(5) > 0)
        {
            Edit(new ReplicaSheet(peer.Tree, _random), _random);
            return;
        }
        var isGivenUp = _random.Next(4) == 0;
        try
        {
            Count(peer.Tree.Record(() =>
            {
                for (var left = _random.Next(1, 5); left > 0; left--)
                    Edit(new ReplicaSheet(peer.Tree, _random), _random);
                if (isGivenUp)
                    throw new IOException();
            }));
        }
        catch (IOException)
        {
            Assert.That(isGivenUp);
        }
    }

    /// <summary>Writes what has to be there in the end exactly once, if the server makes it.</summary>
    private void Keep(Peer peer)
    {
        var (token, added) = ($"{_tokens++}", _random.Next(1, 10));
        var sheet = peer.Tree.TryGetObject(_first.Id, out var found) ? found : throw new InvalidOperationException();
        var isTooLarge = _random.Next(4) == 0;
        var settled = peer.Tree.Record(() =>
        {
            var ledger = sheet.GetAttribute<ListTopic<string>>("ledger");
            ledger.Insert(_random.Next(ledger.Count + 1), token);
            sheet.GetAttribute<IntTopic>("sum").Add(added);
            Tell(sheet.GetAttribute<StringTopic>("story"), token);
            if (isTooLarge)
                sheet.GetAttribute<IntTopic>("count").Value = Sheet.MostCount + 1;
        });
        _kept.Add((settled, token, added));
        Count(settled);
    }

    private void Tell(StringTopic story, string token)
    {
        var ends = Enumerable.Range(0, story.Value.Length).Where(place => story.Value[place] == ']').Select(place => place + 1).ToList();
        story.Insert(ends.Count == 0 || _random.Next(5) == 0 ? 0 : ends[_random.Next(ends.Count)], $"[{token}]");
    }

    private void Count(Task<bool> undone) => _ = undone.ContinueWith(
        done => TakenBack += done is { IsCompletedSuccessfully: true, Result: true } ? 1 : 0, CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Count(Task settled) => _ = settled.ContinueWith(
        done => Made += done.IsCompletedSuccessfully ? 1 : 0, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private static void Edit(ISheet sheet, Random random)
    {
        try
        {
            SheetEdits.Make(sheet, random);
        }
        catch (OperationRejectedException rejected)
        {
            Assert.That(rejected.Code, Is.EqualTo(RejectionCodes.Validation), rejected.Reason);
        }
    }

    private void ActOnServer()
    {
        var sheets = _tree.Root.ChildrenOf<Sheet>().ToList();
        switch (_random.Next(8))
        {
            case 0 when sheets.Count < MostSheets:
                _tree.CreateObject<Sheet>();
                break;
            case 4:
                Tell(_first.Story, $"s{_tokens++}");
                break;
            case 1 when sheets.Count > 1:
                sheets.Where(sheet => sheet != _first).ElementAt(_random.Next(sheets.Count - 1)).Destroy();
                break;
            case 2:
                sheets[_random.Next(sheets.Count)].MoveTo(_tree.Root, 0);
                break;
            case 3:
                TakeBack(_random.Next(2) == 0);
                break;
            default:
                Edit(new ServerSheet(sheets[_random.Next(sheets.Count)], _tree), _random);
                break;
        }
    }

    private void TakeBack(bool isUndo)
    {
        try
        {
            _ = isUndo ? _tree.Undo(_tree.Root, null) : _tree.Redo(_tree.Root, null); // the server's own: what clients keep stays
        }
        catch (OperationRejectedException rejected)
        {
            Assert.That(rejected.Code, Is.EqualTo(RejectionCodes.UndoConflict));
        }
    }

    /// <summary>Lets everything arrive.</summary>
    private void ComeToRest()
    {
        // At least once: what a tick gathers is nowhere yet.
        for (var rounds = 0; rounds == 0 || _peers.Exists(peer => peer.Up + peer.Down + peer.Pending > 0); rounds++)
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
                    peer.Deliver();
            }
        }
    }

    private void CheckAll()
    {
        foreach (var witness in _witnesses)
            witness.Check();
        foreach (var peer in _peers)
            Check(peer.Tree);
        var tokens = _first.Story.Value.Split('[', ']').Where(one => one.Length > 0).ToList();
        Assert.That(_first.Story.Value, Is.EqualTo(string.Concat(tokens.Select(one => $"[{one}]"))), "nothing was inserted within a token");
        foreach (var (settled, token, _) in _kept)
        {
            Assert.That(settled.IsCompleted, "each action is settled");
            var times = settled.IsCompletedSuccessfully ? 1 : 0;
            Assert.That(_first.Ledger.Count(one => one == token), Is.EqualTo(times), $"token {token}");
            Assert.That(tokens.Count(one => one == token), Is.EqualTo(times), $"token {token} in {_first.Story}");
        }
        Assert.That(_first.Sum.Value, Is.EqualTo(_kept.Where(one => one.Settled.IsCompletedSuccessfully).Sum(one => one.Added)));
    }

    private void Check(ReplicaTree replica)
    {
        Assert.That(replica.Root.Children.Select(one => one.Id), Is.EqualTo(_tree.Root.Children.Select(one => one.Id)));
        foreach (var sheet in _tree.Root.ChildrenOf<Sheet>())
        {
            var shown = replica.TryGetObject(sheet.Id, out var found) ? found : throw new InvalidOperationException();
            foreach (var name in sheet.AttributeNames)
            {
                Assert.That(
                    ((IHostedTopic)shown.GetAttribute(name)).Capture(), Is.EqualTo(((IHostedTopic)sheet.GetAttribute(name)).Capture()),
                    $"{name} of {sheet}");
                Assert.That(shown.IsPending(name), Is.False);
            }
        }
    }
}
