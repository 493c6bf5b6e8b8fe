using ObjectTree.Model.Shape;
using ObjectTree.Tests.Programs.Verbs;

namespace ObjectTree.Tests.Programs;

/// <summary>A short program on few objects, some undos and as many redos: each goes to exactly the state that was there.</summary>
internal sealed class UndoSequence : IServiceProvider, IProgram
{
    private static readonly IReadOnlyList<(string Name,
        TopicVerbs Verbs)> Lists = [.. Thing.Declared.Where(one => one.Name is "items" or "friends")];

    private readonly Dice _dice;
    private readonly Tree _tree;
    private readonly (string Name, TopicVerbs Verbs)[] _written; // a few attributes, else hardly one would be written again and again
    private bool _madeEntry; // the last transition; events alone make none

    private UndoSequence(int seed)
    {
        _dice = new Dice(seed);
        _written = [.. Enumerable.Range(0, 3).Select(_ => _dice.Pick(_dice.OneIn(4) ? Lists : Thing.Declared))];
        _tree = new Tree(new TreeOptions { RootType = typeof(Thing), Services = this });
        _tree.Committed += transition => _madeEntry = Entry.IsMadeBy(transition);
    }

    /// <summary>Gives the number of undos.</summary>
    public static int Play(int seed)
    {
        try
        {
            return new UndoSequence(seed).Run();
        }
        catch (Exception exception)
        {
            throw new AssertionException($"{exception.Message}\n{Seed.Replay(seed)}", exception);
        }
    }

    public object? GetService(Type serviceType) => serviceType == typeof(IProgram) ? this : null;

    public void OnCall()
    {
    }

    public void OnBuild(Thing thing)
    {
    }

    public void OnInit(Thing thing)
    {
    }

    public void OnDestroy(Thing thing)
    {
    }

    private int Run()
    {
        for (var more = _dice.Below(3); more > 0; more--)
            _tree.CreateObject<Thing>(Any());
        foreach (var one in _tree.Objects.OfType<Thing>())
            Fill(one);
        _tree.ClearHistory();
        var states = new List<List<ObjectState>> { State() };
        for (var transitions = _dice.Between(1, 6); transitions > 0; transitions--)
        {
            _madeEntry = false;
            _tree.Record(() =>
            {
                for (var acts = _dice.Between(1, 3); acts > 0; acts--)
                    Act();
            });
            if (_madeEntry)
                states.Add(State());
        }
        var undos = states.Count == 1 ? 0 : _dice.Between(1, states.Count - 1);
        for (var i = 1; i <= undos; i++)
            Expect(_tree.Undo(), states[^(i + 1)], "undo", i);
        for (var i = undos; i > 0; i--)
            Expect(_tree.Redo(), states[^i], "redo", undos - i + 1);
        return undos;
    }

    /// <summary>Lists of several items: moves within shorter ones are their own inverses.</summary>
    private void Fill(Thing thing)
    {
        thing.Items.AddRange(Enumerable.Range(0, _dice.Below(6)).Select(item => $"{item}"));
        for (var friends = _dice.Below(4); friends > 0; friends--)
            thing.Friends.Add(Any());
    }

    private void Act()
    {
        var target = Any();
        switch (_dice.Below(10))
        {
            case 0:
                _tree.CreateObject<Thing>(Any());
                break;
            case 1 when !target.IsRoot:
                target.Destroy();
                break;
            case 2 when !target.IsRoot && Any() is var parent && parent != target && !target.Descendants<SObject>().Contains(parent):
                target.MoveTo(parent, _dice.Between(-1, parent.Children.Count - (target.Parent == parent ? 1 : 0)));
                break;
            case 3 when !target.AttributeNames.Contains("x"):
                target.AddAttribute("x", _dice.Pick(TopicVerbs.All).NewTopic());
                break;
            case 4 when target.AttributeNames.Contains("x"):
                target.RemoveAttribute("x");
                break;
            default:
                Write(target);
                break;
        }
    }

    private void Write(Thing target)
    {
        var (name, verbs) = _dice.OneIn(4) ? _dice.Pick(Thing.Declared) : _dice.Pick(_written);
        var topic = target.GetAttribute(name);
        try
        {
            verbs.Choose(verbs.Read(topic), Any(), _dice).Do(topic);
        }
        catch (ArgumentException)
        {
            // Where .NET's own collections throw too.
        }
    }

    private Thing Any()
    {
        var ids = _tree.Objects.Select(one => one.Id).Order().ToList();
        return (Thing)_tree.GetObject(_dice.Pick(ids));
    }

    private List<ObjectState> State() => _tree.Serialize().WithoutPassedBy();

    private void Expect(bool worked, List<ObjectState> state, string what, int count)
    {
        Check.That(worked, () => $"{what} {count} found nothing");
        Check.That(State().SequenceEqual(state), () => $"{what} {count} gives another state");
    }
}
