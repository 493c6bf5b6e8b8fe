using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ObjectTree.Client;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// A server and some clients that create, move, destroy, write and draft at random, with a network between them that delays whatever it
/// likes and sometimes fails; then quiet. Nothing runs but what the program lets run, so a seed always plays the same.
/// </summary>
internal sealed class ShapeSimulation
{
    public const int MostSteps = 400;

    private const int MostObjects = 60;

    private readonly Random _random;
    private readonly Tree _tree = new();
    private readonly TreeFeed _feed;
    private readonly FakeTimeProvider _time = new();
    private readonly TimeSpan? _tick;
    private readonly List<Peer> _peers = [];
    private readonly Dictionary<Peer, ShapeWitness> _witnesses = [];
    private readonly Dictionary<Peer, List<Draft>> _drafts = [];
    private readonly HashSet<long> _made = []; // all that ever were on the server
    private readonly HashSet<string> _madeKeys = [];
    private readonly List<(Task Settled, ReplicaObject Created, string Key)> _kept = [];
    private int _keys;

    private ShapeSimulation(int seed)
    {
        _random = new Random(seed);
        _tick = _random.Next(4) == 0 ? TimeSpan.FromMilliseconds(50) : null;
        _tree.Register<Page>();
        _tree.Register<Stone>();
        _feed = new TreeFeed(_tree, new FeedOptions(_tick, 1_024, null), TreeAccess.Open, _time, NullLogger.Instance);
        _tree.Committed += Note;
        _tree.CreateObject<Page>();
        _tree.CreateObject<Stone>();
        _tree.ClearHistory();
    }

    /// <summary>How many creations the server has made.</summary>
    public long Made => _kept.LongCount(one => one.Settled.IsCompletedSuccessfully);

    /// <summary>How many actions it has refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How many drafts were committed.</summary>
    public long Committed { get; private set; }

    /// <summary>How many times clients undid or redid something.</summary>
    public long TakenBack { get; private set; }

    public static async Task<ShapeSimulation> PlayAsync(int seed)
    {
        var simulation = new ShapeSimulation(seed);
        await simulation.JoinAsync();
        for (var step = 0; step < seed % MostSteps; step++)
            await simulation.StepAsync();
        simulation.ComeToRest();
        simulation.CheckAll();
        return simulation;
    }

    private async Task JoinAsync()
    {
        var count = _random.Next(2, 6);
        for (var number = 0; number < count; number++)
        {
            var peer = await Peer.JoinAsync(_feed, number, Watch);
            _peers.Add(peer);
            _drafts.Add(peer, []);
        }

        void Watch(Peer peer)
        {
            peer.Tree.Rejected += _ => Refused++;
            _witnesses.Add(peer, new ShapeWitness(peer.Tree));
        }
    }

    private async Task StepAsync()
    {
        var peer = _peers[_random.Next(_peers.Count)];
        switch (_random.Next(60))
        {
            case < 22:
                Write(peer);
                break;
            case < 32 when peer.Up > 0:
                peer.Send();
                break;
            case < 45 when peer.Down > 0:
                peer.Deliver();
                break;
            case < 55:
                ActOnServer();
                break;
            case 55:
                await peer.ReconnectAsync();
                break;
            case 56:
                await peer.FallBehindAsync();
                break;
            default:
                if (_tick is { } tick)
                    _time.Advance(tick);
                break;
        }
        foreach (var one in _peers)
            one.Gather();
        Check(peer);
    }

    private void Check(Peer peer)
    {
        _witnesses[peer].Check();
        new ShapeModel(peer.Confirmed, peer.Tree.Own.Actions).Check(peer.Tree);
    }

    private void Write(Peer peer)
    {
        switch (_random.Next(12))
        {
            case 0:
                Count(_random.Next(3) > 0 ? peer.Tree.Root.UndoAsync() : peer.Tree.Root.RedoAsync());
                break;
            case 1:
                Keep(peer);
                break;
            case 2 or 3:
                Draft(peer);
                break;
            case 4:
                Group(peer, change => _ = peer.Tree.Record(change));
                break;
            default:
                Change(peer);
                break;
        }
    }

    /// <summary>Several changes as one, which are sometimes given up.</summary>
    private void Group(Peer peer, Action<Action> record)
    {
        var isGivenUp = _random.Next(5) == 0;
        try
        {
            record(() =>
            {
                for (var left = _random.Next(1, 5); left > 0; left--)
                    Change(peer);
                if (isGivenUp)
                    throw new IOException();
            });
        }
        catch (IOException)
        {
            Assert.That(isGivenUp);
        }
    }

    private void Draft(Peer peer)
    {
        var drafts = _drafts[peer];
        var draft = drafts.Count == 0 ? null : drafts[_random.Next(drafts.Count)];
        switch (_random.Next(6))
        {
            case 0 when draft is not null:
                draft.Discard();
                drafts.Remove(draft);
                break;
            case 1 when draft is not null:
                Committed++;
                _ = draft.CommitAsync();
                drafts.Remove(draft);
                break;
            case 2 or 3 when draft is not null:
                Group(peer, draft.Update);
                break;
            default:
                if (drafts.Count < 3)
                    Group(peer, change => drafts.Add(peer.Tree.Draft(change)));
                break;
        }
    }

    /// <summary>Creates what has to have been on the server if that says so, and else has not.</summary>
    private void Keep(Peer peer)
    {
        var (parent, key) = (Some(peer), $"k{_keys++}");
        var isTooLong = _random.Next(4) == 0;
        Try(() =>
        {
            ReplicaObject created = null!;
            var settled = peer.Tree.Record(() => created = peer.Tree.Create(nameof(Page), parent, page =>
            {
                if (isTooLong)
                    page.GetAttribute<StringTopic>("text").Value = new string('x', Sheet.MostText + 1);
            }, key: key));
            _kept.Add((settled, created, key));
        });
    }

    private void Change(Peer peer)
    {
        var target = Some(peer);
        Try(() =>
        {
            switch (_random.Next(10))
            {
                case 0 or 1:
                    target.MoveTo(Some(peer), -1);
                    break;
                case 2:
                    var parent = Some(peer);
                    target.MoveTo(parent, _random.Next(-1, parent.Children.Count + (target.Parent == parent ? 0 : 1)));
                    break;
                case 3 when !target.IsRoot && _random.Next(2) == 0:
                    target.Destroy();
                    break;
                case 4 or 5 when peer.Tree.Objects.Count < MostObjects:
                    peer.Tree.Create(
                        _random.Next(8) == 0 ? nameof(Stone) : nameof(Page), target, one => Fill(peer, one),
                        _random.Next(-1, target.Children.Count + 1), _random.Next(8) == 0 ? $"shared{_random.Next(3)}" : null);
                    break;
                default:
                    if (target.TypeName == nameof(Page))
                        SheetEdits.Make(SheetOf(peer, target), _random);
                    break;
            }
        });
    }

    private void Fill(Peer peer, ReplicaObject created)
    {
        for (var left = created.TypeName == nameof(Page) ? _random.Next(4) : 0; left > 0; left--)
            Try(() => SheetEdits.Make(SheetOf(peer, created), _random));
    }

    private ReplicaSheet SheetOf(Peer peer, ReplicaObject target) =>
        new(target, [.. peer.Tree.Objects.Where(one => one.TypeName == nameof(Page)).OrderBy(one => one.Id)]);

    private ReplicaObject Some(Peer peer)
    {
        var objects = peer.Tree.Objects.OrderBy(one => one.Id).ToList();
        return objects[_random.Next(objects.Count)];
    }

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (OperationRejectedException rejected)
        {
            Assert.That(rejected.Code, Is.EqualTo(RejectionCodes.Validation).Or.EqualTo(RejectionCodes.Cycle), rejected.Reason);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("draft") || refused.Message.Contains("The root cannot"))
        {
            // They say what may not be.
        }
        catch (ArgumentException taken) when (taken.ParamName == "key")
        {
            // Likewise.
        }
    }

    private void Count(Task<bool> undone) => _ = undone.ContinueWith(
        done => TakenBack += done is { IsCompletedSuccessfully: true, Result: true } ? 1 : 0, CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void ActOnServer()
    {
        var objects = _tree.Objects.OrderBy(one => one.Id).ToList();
        var (target, other) = (objects[_random.Next(objects.Count)], objects[_random.Next(objects.Count)]);
        try
        {
            switch (_random.Next(8))
            {
                case 0 when objects.Count < MostObjects:
                    _tree.CreateObject<Page>(other);
                    break;
                case 1 or 2:
                    target.MoveTo(other, _random.Next(-1, other.Children.Count));
                    break;
                case 3:
                    target.Destroy();
                    break;
                case 4:
                    _ = _random.Next(2) == 0 ? _tree.Undo() : _tree.Redo();
                    break;
                default:
                    if (target is Page page)
                        SheetEdits.Make(new ServerSheet(page, _tree), _random);
                    break;
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OperationRejectedException)
        {
            // The root, and what would come below itself.
        }
    }

    private void Note(Transition transition)
    {
        foreach (var one in transition.Operations.OfType<CreateOperation>().SelectMany(create => create.Objects))
        {
            _made.Add(one.Id);
            if (one.Key is not null)
                _madeKeys.Add(one.Key);
        }
    }

    /// <summary>Lets everything arrive.</summary>
    private void ComeToRest()
    {
        foreach (var (peer, drafts) in _drafts)
        {
            foreach (var draft in drafts)
            {
                if (_random.Next(2) == 0)
                    draft.Discard();
                else
                    _ = draft.CommitAsync();
                Check(peer);
            }
        }
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
                for (peer.Gather(); peer.Down > 0; Check(peer))
                    peer.Deliver();
            }
        }
    }

    private void CheckAll()
    {
        foreach (var peer in _peers)
        {
            Check(peer);
            Assert.That(peer.Tree.Objects, Has.Count.EqualTo(_tree.Objects.Count));
            Check(_tree.Root, peer.Tree);
        }
        foreach (var (settled, created, key) in _kept)
        {
            Assert.That(settled.IsCompleted, "each action is settled");
            if (settled.IsCompletedSuccessfully)
                Assert.That(_made, Does.Contain(created.Id));
            else if (settled.Exception!.InnerException is OperationRejectedException)
                Assert.That(_madeKeys, Does.Not.Contain(key));
        }
    }

    private static void Check(SObject there, ReplicaTree replica)
    {
        var shown = replica.TryGetObject(there.Id, out var found) ? found : throw new InvalidOperationException($"{there} is missing.");
        Assert.That(shown.Children.Select(one => one.Id), Is.EqualTo(there.Children.Select(one => one.Id)), $"the children of {there}");
        Assert.That(shown.Key, Is.EqualTo(there.Key));
        foreach (var name in there.AttributeNames)
        {
            Assert.That(
                ((IHostedTopic)shown.GetAttribute(name)).Capture(), Is.EqualTo(((IHostedTopic)there.GetAttribute(name)).Capture()),
                $"{name} of {there}");
            Assert.That(shown.IsPending(name), Is.False);
        }
        foreach (var child in there.Children)
            Check(child, replica);
    }
}
