
namespace ObjectTree.Tests.Programs;

/// <summary>
/// One random program: does the same to a tree and to its plain model, with objects that do more of it in their own code, and things that
/// fail at any depth. Its seed says all, the number of its steps included.
/// </summary>
internal sealed partial class RandomProgram : IProgram, IServiceProvider
{
    public const int MostSteps = 64;

    private const int MaxDepth = 6, MaxChildren = 5, MaxObjects = 16;
    private const int ChecksApart = 16; // steps between two restorings
    private static readonly string[] Keys = ["k", "l", "m"];
    private static readonly int[] Bounds = [0, 1, 2, 5];
    private static readonly string?[] Authors = [null, "ann", "bob"];

    private readonly TestLogger _logger = new();
    private readonly Dice _dice;
    private readonly int _steps;
    private readonly bool _isPlainUndo; // only through the root, newest first: the model knows what comes of it
    private readonly bool _clears;
    // Attributes that are written more often than others: else hardly one would be written again and again.
    private readonly string[] _favourites;
    private readonly List<string>? _trace;
    private readonly ProgramFile? _file;
    private readonly RandomCaptures? _captures;
    private readonly Dictionary<long, Mirror> _mirrors = [];
    private readonly HashSet<long> _told = []; // whose OnDestroy has run
    private readonly HashSet<long> _met = []; // who has ever been committed
    private readonly bool _isStarting = true; // what fails while the root is made has no tree to be caught in
    private readonly Replica _replica;
    private readonly WireReplica _wire;
    private readonly Past _past;
    private Tree _tree = null!; // the root knows it before its constructor returns
    private Plain _plain = new();
    private (long Parent, int Index, string? Key)? _creating; // what the next OnBuild is of
    private Exception? _failure; // of a check that ran where the tree catches
    private Plain? _undone; // what the latest undo or redo led to
    private int _undos;
    private int _commits;
    private int _building;
    private int _budget;

    private RandomProgram(int seed, List<string>? trace, ProgramFile? file, RandomCaptures? captures)
    {
        (_dice, _steps, _trace, _file, _captures) = (new Dice(seed), seed % MostSteps, trace, file, captures);
        _favourites = _dice.OneIn(4) ? ["flag", "amount"] : [.. Enumerable.Range(0, 3).Select(_ => _dice.Pick(Thing.Declared).Name)];
        (_isPlainUndo, _clears) = (_dice.OneIn(2), _dice.OneIn(2));
        var bound = _dice.OneIn(3) ? _dice.Pick(Bounds) : int.MaxValue;
        (_creating, _budget) = ((0, 0, null), 6);
        _tree = new Tree(new TreeOptions
        {
            RootType = typeof(Thing),
            Services = this,
            Logger = _logger,
            Limits = new TreeLimits { Depth = MaxDepth, Children = MaxChildren, Objects = MaxObjects },
            History = new HistoryLimits { Entries = bound, Bytes = long.MaxValue },
        });
        (_isStarting, _plain.Written) = (false, Written.Nothing);
        _replica = new Replica(State());
        _wire = new WireReplica(_tree);
        _past = new Past(_plain.Copy(), _tree.Serialize(), _isPlainUndo ? bound : int.MaxValue); // of others' lists the model knows nothing
        _file?.Add(_wire.Newest, _tree);
        _tree.Committed += Commit;
    }

    /// <summary>Runs a program. One that fails says its seed and all that it did.</summary>
    public static void Play(int seed, ProgramFile? file = null, RandomCaptures? captures = null)
    {
        try
        {
            new RandomProgram(seed, null, file, captures).Run();
        }
        catch (Exception exception)
        {
            var trace = new List<string>();
            try
            {
                new RandomProgram(seed, trace, null, captures is null ? null : new RandomCaptures(seed)).Run();
            }
            catch (Exception)
            {
                // The same again; now it is known what it did.
            }
            throw new AssertionException($"{exception.Message}\n{Seed.Replay(seed)}\n{string.Join('\n', trace)}", exception);
        }
    }

    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(IProgram) ? this : null;

    void IProgram.OnCall() => Act();

    void IProgram.OnBuild(Thing thing)
    {
        _tree = thing.Tree;
        if (_isUndoing)
            return; // the OnInit of one that comes back has made it, for nothing
        var (parent, index, key) = _creating!.Value;
        _creating = null;
        var node = new Plain.Node { Key = key };
        node.Put(Plain.Node.Tags, Verbs.TopicVerbs.Words, new HashSet<string>());
        foreach (var (name, verbs) in Thing.Declared)
            node.Put(name, verbs, name == "draft" ? Thing.FirstDraft : verbs.Read(verbs.NewTopic()));
        if (thing is Pebble)
            node.Put("weight", Verbs.TopicVerbs.Number, 7L);
        _plain.Create(thing.Id, parent, index, node);
        _plain.Written = Written.Surely;
        Note($"building {thing}");
        Build(thing);
    }

    void IProgram.OnInit(Thing thing)
    {
        _captures?.Take();
        if (!_isUndoing) // who comes back is as it was
            Adopt(thing);
        _mirrors[thing.Id] = new Mirror(thing);
        SetRules(thing);
        if (_isUndoing)
            WriteInVain(thing);
        else
            Initialise(thing);
    }

    void IProgram.OnDestroy(Thing thing)
    {
        Guard(() =>
        {
            _captures?.Take();
            thing.FlagSeen = _flagWrites; // an undo may bring it back before the write that ended it returns
            Check.That(thing.IsDestroyed && (_told.Add(thing.Id) || _isUndoing), () => $"OnDestroy of {thing} runs once");
            Check.That(!_tree.TryGetObject(thing.Id, out _), () => $"{thing} is still found");
            Check.That(Catch(() => thing.Text.Value += "x") is InvalidOperationException, () => $"{thing} can be written");
        });
    }

    private void Run()
    {
        Compare();
        for (var i = 1; i <= _steps; i++)
        {
            Step();
            if (i % ChecksApart == 0)
                RestoreAll();
        }
        RestoreAll();
        if (_isPlainUndo)
            UndoAll();
        _captures?.TakeAll();
    }

    private void Step()
    {
        var (before, version, commits) = (State(), _tree.Version, _commits);
        (_budget, _plain.Written) = (12, Written.Nothing);
        _captures?.Begin(_tree);
        _captures?.Take();
        Note("step");
        var worked = Attempt(_dice.OneIn(4) ? () => UndoOrRedo() : ActAsSomebody);
        if (_failure is not null)
            throw _failure;
        _past.Clear(_plain, () => _tree.Serialize());
        if (_commits == commits)
            Check.That(State().Equals(before), () => $"nothing was committed, and something changed (worked: {worked})");
        Check.That(
            _tree.Version == version + _commits - commits,
            () => $"{_commits - commits} commits make no version {_tree.Version} of {version}");
        Compare();
        _wire.Receive();
        Check.That(_wire.IsLike(State()), () => "the client's replica differs");
    }

    private void Commit(Transition transition) => Guard(() =>
    {
        _commits++;
        _plain.Written = Written.Nothing;
        Note($"committed {transition.Version}: {transition.Kind}");
        Check.That(!transition.Operations.IsEmpty, () => "a transition without operations");
        if (transition.Kind == TransitionKind.Forward)
        {
            _past.Add(_plain, Entry.IsMadeBy(transition) ? Entry.Of(transition, _past.Now, _plain) : null, () => _tree.Serialize());
        }
        else
        {
            TakeBack(transition);
            (_undone, _undos) = (_plain.Copy(), _undos + 1);
        }
        _replica.Apply(transition);
        _wire.Send(transition);
        _file?.Add(_wire.Newest, _tree);
        Compare();
        _captures?.Begin(_tree);
    });

    /// <summary>Keeps what fails inside the tree's own calls, which it catches and logs.</summary>
    private void Guard(Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception)
        {
            _failure ??= exception;
        }
    }

    private void ActAsSomebody()
    {
        if (_dice.Pick(Authors) is { } author)
            Calling.Invoke(_tree, new Caller("session", author), Tree.RootId, "act", []);
        else
            Act();
    }

    private Snapshot State() => _tree.Serialize(withTransient: true);

    private void Note(string what) => _trace?.Add(what);

    private sealed class PlannedException : Exception;
}
