using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>With a tick of 40 ms.</summary>
internal sealed class TickTests
{
    private ScheduledTree _served = null!;
    private Figure _figure = null!;

    [SetUp]
    public void Make()
    {
        _served = ScheduledTree.Make(TimeSpan.FromMilliseconds(40));
        _figure = _served.Add();
        _served.Pass(100);
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
    public void Transitions_OfATick_LeaveAsOneFrameInTheirOrder()
    {
        _figure.Name.Value = "a";
        _served.Pass(30);
        var child = _served.Add(_figure);
        _figure.Friends.Add(child);
        child.Name.Value = "b";
        Assert.That(_served.Pass(9), Is.Empty);
        Assert.That(_served.Pass(1).Single().Select(operation => operation.GetType()), Is.EqualTo(new[]
        {
            typeof(StringOperation.Set), typeof(CreateOperation), typeof(ListOperation.Insert), typeof(StringOperation.Set),
        }));
        Assert.That(_served.Pass(500), Is.Empty);
    }

    [Test]
    public void Tick_AfterAnother_BeginsWithTheNextChange()
    {
        _figure.Name.Value = "a";
        Assert.That(_served.Pass(100), Has.Count.EqualTo(1));
        _figure.Name.Value = "b";
        Assert.That(_served.Pass(39), Is.Empty);
        Assert.That(_served.Pass(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void Values_OfOneAttribute_LeaveOnceWhereTheFirstOfThemWas()
    {
        var other = _served.Add();
        _served.Pass(100);
        for (var i = 1; i <= 3; i++)
        {
            _figure.Name.Value = $"{i}";
            other.Name.Value = $"{i}";
        }
        Assert.That(_served.Pass(40).Single(), Is.EqualTo(new[]
        {
            new StringOperation.Set(_served.AddressOf(_figure, "name"), "3"),
            new StringOperation.Set(_served.AddressOf(other, "name"), "3"),
        }));
    }

    [Test]
    public void Values_WithACreationBetween_AreNotMergedOverIt()
    {
        _figure.Friends.Add(_figure);
        var friend = _served.Add();
        _figure.Friends[0] = friend;
        Assert.That(_served.Pass(40).Single().Select(operation => operation.GetType()), Is.EqualTo(new[]
        {
            typeof(ListOperation.Insert), typeof(CreateOperation), typeof(ListOperation.Replace),
        }));
    }

    [Test]
    public void Events_OfATick_AllLeaveInTheirOrder()
    {
        var other = _served.Add();
        _served.Pass(100);
        foreach (var (figure, hit) in new[] { (_figure, 1), (other, 2), (_figure, 3) })
            figure.Hit.Emit(hit);
        Assert.That(
            _served.Pass(40).Single().Cast<EventOperation>().Select(hit => hit.Args),
            Is.EqualTo(new[] { 1, 2, 3 }.Select(hit => Value.FromInt(hit))));
    }

    [Test]
    public void ConflatedChanges_ThatAreNotDue_WaitOnAndLeaveWithATickOfTheirOwn()
    {
        _figure.Y.Value = 1;
        _figure.Name.Value = "a";
        Assert.That(_served.Pass(40).Single().Single(), Is.TypeOf<StringOperation.Set>());
        Assert.That(_served.Pass(199), Is.Empty);
        Assert.That(_served.Pass(1).Single().Single(), Is.TypeOf<IntOperation.Set>());
    }

    [Test]
    public void ConflatedChanges_ThatAreDueWithinATick_LeaveWithIt()
    {
        _figure.X.Value = 1;
        _served.Pass(30);
        _figure.Name.Value = "a";
        Assert.That(_served.Pass(39), Is.Empty);
        Assert.That(_served.Pass(1).Single(), Has.Length.EqualTo(2));
    }

    [Test]
    public void Promise_OfWhatWaits_IsKeptByTheNextTick()
    {
        _figure.Name.Value = "a";
        var before = _served.Tree.Version;
        _figure.Y.Value = 1;
        Assert.That(_served.Promise(before), Is.True);
        Assert.That(_served.Pass(40).Single(), Has.Length.EqualTo(2));
        Assert.That(_served.Promise(before), Is.False);

        before = _served.Tree.Version;
        _figure.Name.Value = "b";
        Assert.That(_served.Promise(before), Is.True);
        Assert.That(_served.Pass(40), Has.Count.EqualTo(1));
    }

    [Test]
    public void Promise_OfWhatComesToNothing_IsAnEmptyFrame()
    {
        _figure.X.Add(1);
        _figure.X.Add(-1);
        Assert.That(_served.Promise(_served.Tree.Version - 1), Is.True);
        Assert.That(_served.Pass(89), Is.Empty);
        Assert.That(_served.Pass(1).Single(), Is.Empty);
    }

    [Test]
    public void Flush_AmidATick_LeavesAllOfIt()
    {
        _figure.Name.Value = "a";
        _figure.X.Value = 1;
        _served.Flush();
        Assert.That(_served.Frames[^1], Has.Length.EqualTo(2));
        Assert.That(_served.Pass(500), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(0.5)]
    [TestCase(10_001)]
    public async Task Option_OutOfRange_IsRefused(double milliseconds)
    {
        await using var server = new ObjectTreeServer(new ObjectTreeServerOptions { Port = 0 });
        var options = new HostedTreeOptions { Name = "game", Tick = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.That(
            () => server.Trees.Add(options), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Tick"));
        Assert.That(server.Trees, Has.Count.EqualTo(1));
    }
}
