namespace ObjectTree.Tests.Programs;

/// <summary>
/// One random program: does the same to a tree and to its plain model, with objects that do more of it in their own code, and things that fail at any depth.
/// </summary>
internal sealed class RandomProgram : IProgram, IServiceProvider
{
    private const int MaxDepth = 6, MaxChildren = 5, MaxObjects = 25;
    private static readonly string[] Texts = ["", "a", "bc", "😀", "d"];
    private static readonly string[] Keys = ["k", "l", "m"];

    private readonly TestLogger _logger = new();
    private readonly Random _random;
    private readonly string _message;
    private Tree _tree = null!; // the root knows it before its constructor returns
    private readonly Replica _replica;
    private readonly Dictionary<long, Mirror> _mirrors = [];
    private readonly HashSet<long> _told = []; // whose OnDestroy has run
    private readonly HashSet<long> _met = []; // who has ever been committed
    private Plain _plain = new();
    private (long Parent, int Index, string? Key)? _creating; // what the next OnBuild is of
    private Transition? _committed;
    private readonly bool _isStarting = true; // what fails while the root is made has no tree to be caught in
    private int _building;
    private int _budget;

    public RandomProgram(int seed)
    {
        (_random, _message) = (new Random(seed), Seed.Replay(seed));
        _creating = (0, 0, null);
        _budget = 6;
        _tree = new Tree(new TreeOptions
        {
            RootType = typeof(Thing),
            Services = this,
            Logger = _logger,
            Limits = new TreeLimits { Depth = MaxDepth, Children = MaxChildren, Objects = MaxObjects },
        });
        _isStarting = false;
        _replica = new Replica(_tree.Serialize());
        _tree.Committed += transition =>
        {
            Assert.That(_committed, Is.Null, _message);
            _committed = transition;
        };
    }

    public void Run(int steps)
    {
        Compare();
        for (var i = 0; i < steps; i++)
            Step();
        var snapshot = _tree.Serialize();
        var options = new TreeOptions { RootType = typeof(Thing), Services = new Passive() };
        Assert.That(Tree.Restore(snapshot, options).Serialize(), Is.EqualTo(snapshot), _message);
    }

    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(IProgram) ? this : null;

    void IProgram.OnBuild(Thing thing)
    {
        _tree = thing.Tree;
        var (parent, index, key) = _creating!.Value;
        _creating = null;
        _plain.Create(thing.Id, parent, index, key);
        _building++;
        Acts(3);
        _building--;
    }

    void IProgram.OnInit(Thing thing)
    {
        Assert.That(thing.Children.All(child => _mirrors.ContainsKey(child.Id)), _message);
        _mirrors[thing.Id] = new Mirror(thing);
        Acts(2);
    }

    void IProgram.OnDestroy(Thing thing)
    {
        Assert.That(thing.IsDestroyed, _message);
        Assert.That(_told.Add(thing.Id), $"OnDestroy runs once; {_message}");
        Assert.That(_tree.TryGetObject(thing.Id, out _), Is.False, _message);
        Assert.That(() => thing.Text.Value += "x", Throws.InvalidOperationException, _message);
    }

    private void Step()
    {
        var (before, version) = (_tree.Serialize(), _tree.Version);
        _committed = null;
        _budget = 12;
        var worked = Attempt(Act);
        if (!worked)
            Assert.That(_tree.Serialize(), Is.EqualTo(before), _message);
        Assert.That(_tree.Version, Is.EqualTo(_committed is null ? version : version + 1), _message);
        if (_committed is { } committed)
        {
            Assert.That(worked, _message);
            Assert.That(committed.Operations, Is.Not.Empty, _message);
            Assert.That(committed.Version, Is.EqualTo(_tree.Version), _message);
            try
            {
                _replica.Apply(committed);
            }
            catch (Exception exception)
            {
                throw new AssertionException($"The replica cannot apply {string.Join("\n", committed.Operations)}; {_message}", exception);
            }
        }
        Compare();
    }

    private void Acts(int most)
    {
        for (var left = _random.Next(most + 1); left > 0 && _budget > 0; left--)
        {
            if (_isStarting || _random.Next(4) == 0)
                Attempt(Act); // whoever calls may catch: the rest stands
            else
                Act();
        }
    }

    private void Act()
    {
        _budget--;
        switch (_random.Next(12))
        {
            case 0 or 1:
                Create();
                break;
            case 2:
                Move();
                break;
            case 3:
                Destroy();
                break;
            case 4 or 5:
                Undoable(() => _tree.Record(() => Acts(5)));
                break;
            case 6 when _random.Next(3) == 0:
                throw new PlannedException();
            default:
                Write((Thing)_tree.GetObject(AnyId()));
                break;
        }
    }

    private static bool Attempt(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception exception) when (exception is PlannedException or ArgumentException or InvalidOperationException or OperationRejectedException)
        {
            return false;
        }
    }

    /// <summary>What throws has changed nothing: the model is copied back.</summary>
    private void Undoable(Action act)
    {
        var (plain, building) = (_plain.Copy(), _building);
        try
        {
            act();
        }
        catch
        {
            (_plain, _building) = (plain, building);
            throw;
        }
    }

    private void Create()
    {
        var parent = AnyId();
        var siblings = _plain.Nodes[parent].Children.Count;
        var index = _random.Next(2) == 0 ? -1 : _random.Next(-1, siblings + 2);
        var key = index < 0 && _random.Next(2) == 0 ? Pick(Keys) : null;
        var refused = index > siblings || siblings >= MaxChildren || _plain.Depth(parent) >= MaxDepth || _plain.Nodes.Count >= MaxObjects
            || (key is not null && KeyHolder(key) is not null);
        _creating = (parent, index, key);
        try
        {
            Undoable(() => Create(_tree.GetObject(parent), index, key));
        }
        finally
        {
            // While something is being built, keys that others gave back since are still taken.
            if (_creating is null)
                Assert.That(refused, Is.False, _message);
            else
                Assert.That(refused || (_building > 0 && key is not null), _message);
            _creating = null;
        }
    }

    private void Create(SObject parent, int index, string? key)
    {
        if (index < 0)
            _tree.CreateObject<Thing>(parent, Build, key);
        else
            parent.AddChild<Thing>(Build, index);
    }

    private void Build(Thing thing)
    {
        _building++;
        Acts(3);
        _building--;
    }

    private void Move()
    {
        var (id, parent) = (AnyId(), AnyId());
        var isSame = _plain.Nodes[id].Parent == parent;
        var last = _plain.Nodes[parent].Children.Count - (isSame ? 1 : 0);
        var index = _random.Next(-1, last + 2);
        var refused = id == Tree.RootId || _plain.IsBelow(parent, id) || index > last
            || (!isSame && (last >= MaxChildren || _plain.Depth(parent) + _plain.Height(id) > MaxDepth));
        Change(() => _tree.GetObject(id).MoveTo(_tree.GetObject(parent), index), refused, () => _plain.Move(id, parent, index));
    }

    private void Destroy()
    {
        var id = AnyId();
        Change(() => _tree.GetObject(id).Destroy(), id == Tree.RootId, () => _plain.Destroy(id));
    }

    /// <summary>While something is being built, the tree may refuse more than the model knows; never less.</summary>
    private void Change(Action change, bool refused, Action plain)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is not AssertionException)
        {
            Assert.That(refused || (_building > 0 && exception is InvalidOperationException), $"{exception}; {_message}");
            throw;
        }
        Assert.That(refused, Is.False, _message);
        plain();
    }

    private void Write(Thing thing)
    {
        var node = _plain.Nodes[thing.Id];
        var (text, place, other) = (Pick(Texts), _random.Next(-1, 4), _random.Next(-1, 4));
        switch (_random.Next(16))
        {
            case 0:
                Both(() => thing.Text.Value = text, () => node.Text = text);
                break;
            case 1 when !node.Text.Contains("😀", StringComparison.Ordinal):
                Both(() => thing.Text.Insert(place, text), () => node.Text = node.Text.Insert(place, text));
                break;
            case 2 when !node.Text.Contains("😀", StringComparison.Ordinal):
                Both(() => thing.Text.Delete(place, other), () => node.Text = node.Text.Remove(place, other));
                break;
            case 3:
                Both(() => thing.Number.Value = place, () => node.Number = place);
                break;
            case 4:
                Both(() => thing.Number.Add(place), () => node.Number += place);
                break;
            case 5:
                Both(() => thing.Flag.Value = place > 0, () => node.Flag = place > 0);
                break;
            case 6:
                Both(() => thing.Items.Insert(place, text), () => node.Items.Insert(place, text));
                break;
            case 7:
                Both(() => thing.Items.RemoveAt(place), () => node.Items.RemoveAt(place));
                break;
            case 8:
                Both(() => thing.Items[place] = text, () => node.Items[place] = text);
                break;
            case 9:
                Both(() => thing.Items.Move(place, other), () =>
                {
                    var item = node.Items[place];
                    ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)other, (uint)node.Items.Count);
                    node.Items.RemoveAt(place);
                    node.Items.Insert(other, item);
                });
                break;
            case 10:
                Both(() => thing.Items.Value = ["a", text], () => node.Items = ["a", text]);
                break;
            case 11:
                Both(() => thing.Words.Add(text), () => node.Words.Add(text));
                break;
            case 12:
                Both(() => thing.Words.SymmetricExceptWith([text, "a"]), () => node.Words.SymmetricExceptWith([text, "a"]));
                break;
            case 13:
                Both(() => thing.Tags.Add(text), () => node.Tags.Add(text));
                break;
            case 14:
                Both(() => thing.Entries.Add(text, place), () => node.Entries.Add(text, place));
                break;
            default:
                Both(() => thing.Entries.Remove(text), () => node.Entries.Remove(text));
                break;
        }
    }

    /// <summary>The tree throws where .NET's own types do.</summary>
    private void Both(Action write, Action plain)
    {
        var expected = Catch(plain);
        var thrown = Catch(write);
        Assert.That(thrown is null, Is.EqualTo(expected is null), $"{expected} and {thrown}; {_message}");
        if (thrown is not null)
            Assert.That(thrown, Is.InstanceOf<ArgumentException>(), _message);
    }

    private static Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void Compare()
    {
        Assert.That(_logger.Entries, Is.Empty, $"what failed in an observer is logged; {_message}");
        var snapshot = _tree.Serialize();
        if (_committed is not null || _met.Count == 0)
            Assert.That(_replica.Serialize(snapshot.Version, snapshot.NextId), Is.EqualTo(snapshot), $"the replica differs; {_message}");
        Assert.That(_tree.Objects.Select(one => one.Id).Order(), Is.EqualTo(_plain.Nodes.Keys), _message);
        foreach (var (id, node) in _plain.Nodes)
            Compare((Thing)_tree.GetObject(id), node);
        foreach (var id in _met)
            Assert.That(_told.Contains(id), Is.EqualTo(!_plain.Nodes.ContainsKey(id)), $"OnDestroy of {id}; {_message}");
        _met.UnionWith(_plain.Nodes.Keys);
        foreach (var key in Keys)
            Assert.That(_tree.Find(key)?.Id, Is.EqualTo(KeyHolder(key)), _message);
    }

    private void Compare(Thing thing, Plain.Node node)
    {
        Assert.That((thing.Parent?.Id ?? 0, thing.Key), Is.EqualTo((node.Parent, node.Key)), _message);
        Assert.That(thing.Children.Select(child => child.Id), Is.EqualTo(node.Children), _message);
        Assert.That((thing.Text.Value, thing.Number.Value, thing.Flag.Value), Is.EqualTo((node.Text, node.Number, node.Flag)), _message);
        Assert.That(thing.Items, Is.EqualTo(node.Items), _message);
        Assert.That(node.Words.SetEquals(thing.Words) && node.Tags.SetEquals(thing.Tags), _message);
        Assert.That(thing.Entries.OrderBy(entry => entry.Key), Is.EqualTo(node.Entries.OrderBy(entry => entry.Key)), _message);
        _mirrors[thing.Id].Check(_message);
    }

    private long? KeyHolder(string key)
    {
        var holders = _plain.Nodes.Where(node => node.Value.Key == key).Select(node => (long?)node.Key).ToList();
        return holders.SingleOrDefault();
    }

    private long AnyId() => _plain.Nodes.Keys.ElementAt(_random.Next(_plain.Nodes.Count));

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private sealed class PlannedException : Exception;

    private sealed class Passive : IServiceProvider, IProgram
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IProgram) ? this : null;

        public void OnBuild(Thing thing) => Assert.Fail("a restored object is not built");

        public void OnInit(Thing thing)
        {
        }

        public void OnDestroy(Thing thing) => Assert.Fail("nothing is destroyed");
    }
}
