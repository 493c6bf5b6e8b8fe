using System.Collections.Concurrent;
using System.Security.Claims;
using ObjectTree.Client;
using ObjectTree.Interop.Tests.Convergence;
using ObjectTree.Server;

namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>All that the public surface of a server and of a client offers, from any thread and from what they call, at random.</summary>
internal sealed class Fray(ObjectTreeServer server, ObjectTreeClient client, int seed) : IDisposable
{
    private static readonly string[] Refusals = ["destroyed", "is gone", "below itself"];

    private const int MostCards = 30;
    private const int MostListeners = 8;
    private const int MostCalled = 1_500; // what is done in callbacks calls others

    private static readonly ClaimsPrincipal User = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "ann")], "tests"));

    private static readonly ThreadLocal<bool> IsCalled = new(); // by what this thread itself is doing

    private readonly ConcurrentBag<Task> _begun = [];
    private readonly ConcurrentBag<Exception> _failures = [];
    private readonly ConcurrentQueue<IDisposable> _listeners = [];
    private int _called;
    private readonly ThreadLocal<Random> _random = new(() => new Random(seed + Environment.CurrentManagedThreadId));

    /// <summary>What was thrown that may not be.</summary>
    public IEnumerable<Exception> Failures => _failures;

    private Random Random => _random.Value!;

    /// <summary>Has what is called join in, too.</summary>
    public void Listen()
    {
        server.Tree.Committed += _ => FromACallback(Look);
        client.Tree.Applied += _ => FromACallback(StepOfClient);
        client.Tree.Created += _ => FromACallback(StepOfClient);
        client.Tree.Destroyed += _ => FromACallback(StepOfClient);
        client.Tree.Rejected += _ => FromACallback(StepOfClient);
        client.StateChanged += _ => FromACallback(StepOfClient);
    }

    public void Work(int thread, int steps)
    {
        for (var step = 0; step < steps; step++)
            Guard(thread % 2 == 0 ? StepOfServer : StepOfClient);
    }

    /// <summary>Waits for all that was begun, and takes the listeners away.</summary>
    public async Task EndAsync()
    {
        while (_begun.TryTake(out var begun))
        {
            try
            {
                await begun;
            }
            catch (Exception exception) when (MayBe(exception))
            {
                // It was refused.
            }
        }
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    public void Dispose() => _random.Dispose();

    private void StepOfServer()
    {
        var tree = server.Tree;
        switch (Random.Next(13))
        {
            case 0:
                tree.Record(() =>
                {
                    EditSheet();
                    EditSheet();
                });
                break;
            case 1:
                if (tree.Objects.Count < MostCards)
                    Any(tree.Root).AddChild<Card>(card => card.Text.Value = "made");
                break;
            case 2:
                (AnyCard(tree) as SObject)?.MoveTo(Any(tree.Root));
                break;
            case 3:
                AnyCard(tree)?.Destroy();
                break;
            case 4:
                _ = Random.Next(2) == 0 ? tree.Undo() : tree.Redo();
                break;
            case 5:
                tree.Post(EditSheet);
                break;
            case 6:
                tree.Record(() => tree.AfterTransition(EditSheet));
                break;
            case 7:
                tree.RunAfterCommit(() => tree.ActAsAsync(User, EditSheet));
                break;
            case 8:
                foreach (var session in tree.Sessions)
                    _begun.Add(session.CallAsync<long>("look"));
                break;
            case 9:
                Keep(Sheet.Count.Observe(_ => FromACallback(Look)));
                break;
            case 10:
                using (server.Handle($"f{Random.Next(50)}", () => { }))
                    _ = tree.Serialize();
                break;
            case 11:
                Look();
                break;
            default:
                EditSheet();
                break;
        }
    }

    private void StepOfClient()
    {
        var tree = client.Tree;
        switch (Random.Next(13))
        {
            case 0:
                _begun.Add(client.RecordAsync(() =>
                {
                    Edit();
                    Edit();
                }));
                break;
            case 1:
                if (tree.Objects.Count < MostCards)
                    tree.Create("Card", Any(tree), card => card.GetAttribute<StringTopic>("text").Value = "mine");
                break;
            case 2:
                AnyCard(tree)?.MoveTo(Any(tree));
                break;
            case 3:
                AnyCard(tree)?.Destroy();
                break;
            case 4:
                _begun.Add(Random.Next(2) == 0 ? tree.Root.UndoAsync() : tree.Root.RedoAsync());
                break;
            case 5:
                var draft = tree.Draft(Edit);
                if (Random.Next(2) == 0)
                    draft.Discard();
                else
                    _begun.Add(draft.CommitAsync());
                break;
            case 6:
                _begun.Add(client.CallAsync<long>("look"));
                break;
            case 7:
                client.Handle($"h{Random.Next(50)}", () => { }).Dispose();
                break;
            case 8:
                Keep(tree.Root.CanUndo.Observe(_ => FromACallback(StepOfClient)));
                break;
            case 9:
                Keep(tree.Root.Children.Observe(_ => FromACallback(StepOfClient)));
                break;
            case 10:
                _ = tree.Read(() => tree.Root.Children.Sum(one => one.Children.Count + (one.IsPending("text") ? 1 : 0)));
                break;
            default:
                Edit();
                break;
        }
    }

    private Sheet Sheet => (Sheet)server.Tree.Find("sheet")!;

    private void EditSheet() => SheetEdits.Make(new ServerSheet(Sheet, server.Tree), Random);

    private void Edit() => SheetEdits.Make(new ReplicaSheet(client.Tree, Random), Random);

    /// <summary>Reads all there is, some of it more than once.</summary>
    private void Look()
    {
        var tree = server.Tree;
        foreach (var one in tree.Objects)
            _ = one.Children.Count + one.Tags.Count;
        _ = tree.Read(() => tree.Root.Descendants<Card>().Count) + Sheet.Items.Count + server.Sessions.Count + (tree.Source?.Length ?? 0);
    }

    private SObject Any(SObject root)
    {
        var all = root.Descendants<Card>().Cast<SObject>().Append(root).ToList();
        return all[Random.Next(all.Count)];
    }

    private ReplicaObject Any(ReplicaTree tree) => AnyCard(tree) is { } card && Random.Next(2) == 0 ? card : tree.Root;

    private Card? AnyCard(Tree tree)
    {
        var cards = tree.Root.Descendants<Card>().ToList();
        return cards.Count == 0 ? null : cards[Random.Next(cards.Count)];
    }

    private ReplicaObject? AnyCard(ReplicaTree tree)
    {
        var cards = tree.Objects.Where(one => one.TypeName == nameof(Card)).ToList();
        return cards.Count == 0 ? null : cards[Random.Next(cards.Count)];
    }

    private void Keep(IDisposable listener)
    {
        _listeners.Enqueue(listener);
        if (_listeners.Count > MostListeners && _listeners.TryDequeue(out var oldest))
            oldest.Dispose();
    }

    /// <summary>Now and then, and not again from what comes of it.</summary>
    private void FromACallback(Action step)
    {
        if (IsCalled.Value || Random.Next(4) > 0 || Interlocked.Increment(ref _called) > MostCalled)
            return;
        IsCalled.Value = true;
        Guard(step);
        IsCalled.Value = false;
    }

    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (MayBe(exception))
        {
            // Another thread was first, or it may not be here.
        }
        catch (Exception exception)
        {
            _failures.Add(exception);
        }
    }

    private static bool MayBe(Exception exception) => exception
        is OperationRejectedException or ConnectionException or ClientCallException or ArgumentException or KeyNotFoundException
        || (exception is InvalidOperationException && Refusals.Any(exception.Message.Contains));
}
