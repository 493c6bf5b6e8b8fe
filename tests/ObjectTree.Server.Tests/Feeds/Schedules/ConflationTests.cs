using ObjectTree.Model;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>What leaves when, with the figures' windows: X 50 ms, Y 200 ms, Path 1 s.</summary>
internal sealed class ConflationTests
{
    private ScheduledTree _served = null!;
    private Figure _figure = null!;

    [SetUp]
    public void Make()
    {
        _served = ScheduledTree.Make();
        _figure = _served.Add();
        _served.Frames.Clear();
    }

    [TearDown]
    public void CheckReplica()
    {
        _served.Pass(2_000);
        _served.ThrowIfFailed();
        Assert.That(_served.Replicated(), Is.EqualTo(_served.Tree.Serialize()));
        _served.Dispose();
    }

    [Test]
    public void Changes_OfOneAttribute_LeaveAsOneWhenTheWindowOfTheFirstEnds()
    {
        _figure.X.Value = 1;
        Assert.That(_served.Pass(30), Is.Empty);
        _figure.X.Value = 2;
        _figure.X.Add(5);
        Assert.That(_served.Pass(19), Is.Empty);
        Assert.That(_served.Pass(1).Single(), Is.EqualTo(new[] { SetX(7) }));
        Assert.That(_served.Pass(500), Is.Empty);
    }

    [Test]
    public void Changes_ThatCannotBeSummed_LeaveAsTheValue()
    {
        for (var i = 0; i < 3; i++)
            _figure.Angle.Add(0.1);
        Assert.That(
            _served.Pass(50).Single(), Is.EqualTo(new[] { new FloatOperation.Set(_served.AddressOf(_figure, "angle"), 0.1 + 0.1 + 0.1) }));
    }

    [Test]
    public void Change_OfAnotherAttribute_LeavesAtOnceAndAlone()
    {
        _figure.X.Value = 1;
        _figure.Name.Value = "name";
        Assert.That(_served.Frames.Single().Single(), Is.TypeOf<StringOperation.Set>());
        Assert.That(_served.Pass(50), Has.Count.EqualTo(1));
    }

    [Test]
    public void Change_ThatIsDue_TakesAlongWhatWasCommittedBeforeIt()
    {
        _figure.Y.Value = 1;
        _figure.X.Value = 1;
        Assert.That(_served.Pass(50).Single(), Is.EqualTo(new[] { SetY(1), SetX(1) }));
        _figure.X.Value = 2;
        _figure.Y.Value = 2;
        Assert.That(_served.Pass(50).Single(), Is.EqualTo(new[] { SetX(2) }), "what came after it waits on");
        Assert.That(_served.Pass(150).Single(), Is.EqualTo(new[] { SetY(2) }));
    }

    [Test]
    public void Change_ThatIsDue_TakesAlongWhatThoseNeedThatItTakes()
    {
        var other = _served.Add();
        _served.Frames.Clear();
        _figure.X.Value = 1;
        _served.Pass(10);
        other.Y.Value = 1;
        _figure.X.Value = 2; // after the other's Y
        _figure.Y.Value = 1;
        other.Y.Value = 2; // after this one's Y
        other.X.Value = 1;
        Assert.That(
            _served.Pass(40).Single(), Is.EqualTo(new[] { SetX(2), new IntOperation.Set(_served.AddressOf(other, "y"), 2), SetY(1) }));
        Assert.That(_served.Pass(10).Single(), Has.Length.EqualTo(1), "the other's X");
    }

    [Test]
    public void Transition_OfConflatedAttributesOnly_WaitsAndLeavesWhole()
    {
        _served.Tree.Record(() =>
        {
            _figure.Y.Value = 1;
            _figure.X.Value = 1;
        });
        Assert.That(_served.Frames, Is.Empty);
        Assert.That(_served.Pass(50).Single(), Is.EqualTo(new[] { SetY(1), SetX(1) }));
    }

    [Test]
    public void Transition_WithOtherOperations_LeavesAtOnceWithWhatWaitsForItsAttributes()
    {
        _figure.X.Value = 1;
        _figure.Y.Value = 1;
        _served.Tree.Record(() =>
        {
            _figure.X.Add(1);
            _figure.Name.Value = "name";
        });
        Assert.That(_served.Frames.Single(), Is.EqualTo(new Operation[]
        {
            SetX(1),
            new IntOperation.Add(_served.AddressOf(_figure, "x"), 1),
            new StringOperation.Set(_served.AddressOf(_figure, "name"), "name"),
        }));
        Assert.That(_served.Pass(200).Single(), Is.EqualTo(new[] { SetY(1) }));
    }

    [Test]
    public void Object_ThatIsDestroyed_LeavesNothingBehind()
    {
        var other = _served.Add();
        _figure.X.Value = 1;
        other.X.Value = 1;
        _served.Frames.Clear();
        _figure.Destroy();
        Assert.That(_served.Frames.Single(), Is.EqualTo(new[] { new DestroyOperation(_figure.Id) }));
        Assert.That(_served.Pass(50).Single(), Has.Length.EqualTo(1), "the other's X");
    }

    [Test]
    public void Object_ThatUndoBringsBack_IsNotToldTwice()
    {
        _figure.Path.Add(_figure);
        _figure.Destroy();
        _served.Tree.Undo();
        _figure.Path.Add(_figure);
        Assert.That(_served.Pass(1_000).Single().Single(), Is.TypeOf<ListOperation.Insert>());
    }

    [Test]
    public void Transition_ThatWritesAndDestroys_FindsWhatItBuildsOn()
    {
        _figure.Path.Add(_figure);
        _served.Tree.Record(() =>
        {
            _figure.Path.Insert(1, _figure);
            _figure.Destroy();
        });
        Assert.That(_served.Frames.Single(), Has.Length.EqualTo(3));
    }

    [Test]
    public void Changes_ThatComeToNothing_AreNoFrame()
    {
        _figure.X.Add(1);
        _figure.X.Add(-1);
        Assert.That(_served.Pass(50), Is.Empty);
        _figure.Seen.Add(3);
        _figure.Seen.Remove(3);
        Assert.That(_served.Pass(60), Is.Empty);
    }

    [Test]
    public void Undo_OfAConflatedChange_Waits()
    {
        _figure.X.Value = 1;
        Assert.That(_served.Pass(50), Has.Count.EqualTo(1));
        _served.Tree.Undo();
        Assert.That(_served.Pass(49), Is.Empty);
        Assert.That(_served.Pass(1).Single(), Is.EqualTo(new[] { SetX(0) }));
    }

    [Test]
    public void Promise_OfWhatWaits_IsKeptByTheNextFrameWhateverItIs()
    {
        _figure.Y.Value = 1;
        _figure.Y.Value = 2;
        Assert.That(_served.Promise(since: _served.Tree.Version - 1), Is.True);
        _figure.X.Value = 1;
        _figure.Name.Value = "name";
        Assert.That(
            _served.Frames.Single(),
            Is.EqualTo(new Operation[] { SetY(2), new StringOperation.Set(_served.AddressOf(_figure, "name"), "name") }));
        Assert.That(_served.Pass(200).Single(), Is.EqualTo(new[] { SetX(1) }));
        Assert.That(_served.Promise(since: 0), Is.False, "nothing waits");
    }

    [Test]
    public void Promise_OfWhatComesToNothing_IsAnEmptyFrame()
    {
        _figure.X.Add(1);
        _figure.X.Add(-1);
        Assert.That(_served.Promise(since: _served.Tree.Version - 1), Is.True);
        Assert.That(_served.Pass(50).Single(), Is.Empty);
        Assert.That(_served.Pass(50), Is.Empty);
    }

    [Test]
    public void Flush_OfWhatWaits_LeavesNothing()
    {
        _figure.X.Value = 1;
        _figure.Path.Add(_figure);
        _served.Flush();
        Assert.That(_served.Frames.Single(), Has.Length.EqualTo(2));
        Assert.That(_served.Time.IsSet, Is.False);
        _served.Flush();
        Assert.That(_served.Pass(2_000), Is.Empty);
    }

    [Test]
    public void Changes_LargerThanTheState_LeaveAsTheState()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _figure.Path.Insert(0, _figure);
            if (_figure.Path.Count > 10)
                _figure.Path.RemoveAt(5);
        }
        Assert.That(_served.Pass(1_000).Single().Single(), Is.TypeOf<ListOperation.Set>());
    }

    [Test]
    public void Timer_WhileNothingWaits_IsNotSet()
    {
        Assert.That(_served.Time.IsSet, Is.False);
        _figure.Name.Value = "name";
        Assert.That(_served.Time.IsSet, Is.False);
        _figure.X.Value = 1;
        Assert.That(_served.Time.IsSet, Is.True);
        _served.Pass(50);
        Assert.That(_served.Time.IsSet, Is.False);
    }

    [Test]
    public void Attributes_InGreatNumbers_TakeTimeByTheirNumber()
    {
        var figures = Enumerable.Range(0, 5_000).Select(_ => _served.Add()).ToList();
        foreach (var figure in figures)
        {
            figure.Path.Add(figure);
            figure.Score["a"] = 1;
            figure.Seen.Add(1);
            figure.Y.Value = 1;
            figure.X.Value = 1;
        }
        _served.Frames.Clear();
        foreach (var figure in figures) // takes the oldest that wait, with all the others behind them
        {
            _served.Tree.Record(() =>
            {
                figure.Path.Add(figure);
                figure.Name.Value = "name";
            });
        }
        Assert.That(_served.Frames, Has.Count.EqualTo(5_000));
        for (var i = 0; i < 5_000; i++)
        {
            Operation[] before = i == 0 ? [] : [.. FirstChanges(figures[i - 1])[1..]];
            var path = _served.AddressOf(figures[i], "path");
            var item = Value.FromReference(figures[i].Id);
            Assert.That(
                _served.Frames[i],
                Is.EqualTo(
                (Operation[])[
                    .. before, FirstChanges(figures[i])[0], new ListOperation.Insert(path, 1, item),
                    new StringOperation.Set(_served.AddressOf(figures[i], "name"), "name"),
                ]),
                "two of its own, and what waits from before that of the first");
        }
        Assert.That(_served.Pass(50).Single(), Is.EqualTo(FirstChanges(figures[^1])[1..]));
    }

    private Operation[] FirstChanges(Figure figure) =>
    [
        new ListOperation.Insert(_served.AddressOf(figure, "path"), 0, Value.FromReference(figure.Id)),
        new DictOperation.Put(_served.AddressOf(figure, "score"), "a", Value.FromInt(1)),
        new SetOperation.Add(_served.AddressOf(figure, "seen"), Value.FromInt(1)),
        new IntOperation.Set(_served.AddressOf(figure, "y"), 1),
        new IntOperation.Set(_served.AddressOf(figure, "x"), 1),
    ];

    private IntOperation.Set SetX(long value) => new(_served.AddressOf(_figure, "x"), value);

    private IntOperation.Set SetY(long value) => new(_served.AddressOf(_figure, "y"), value);
}
