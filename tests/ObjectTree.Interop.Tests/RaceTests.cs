using ObjectTree.Client;
using ObjectTree.Interop.Tests.Races;
using ObjectTree.Interop.Tests.Sockets;

namespace ObjectTree.Interop.Tests;

/// <summary>
/// Two clients that change the same before either knows of the other, over real sockets: the server's order decides, and both have what it
/// has.
/// </summary>
[TestFixture(".NET", "page")]
[TestFixture("page", ".NET")]
[TestFixture(".NET", ".NET")]
internal sealed class RaceTests(string firstKind, string secondKind)
{
    private NodeClients _node = null!;
    private RaceServer _server = null!;
    private IRacer _first = null!;
    private IRacer _second = null!;

    [OneTimeSetUp]
    public void StartNode() => _node = Node();

    [OneTimeTearDown]
    public async Task StopNodeAsync() => await _node.DisposeAsync();

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RaceServer.StartAsync();
        (_first, _second) = (await ConnectAsync(firstKind, "first"), await ConnectAsync(secondKind, "second"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Set_OfTheSame_TheLaterStands()
    {
        await RaceAsync(Change.Mood(_server.Sheet, "first"), Change.Mood(_server.Sheet, "second"));
        Assert.That(_server.Sheet.Mood.Value, Is.EqualTo("second"));
    }

    [Test]
    public async Task Text_GivenByBoth_IsTheSameForBoth()
    {
        await RaceAsync(Change.Text(_server.One, "first"), Change.Text(_server.One, "second"));
        Assert.That(_server.One.Text.Value, Is.Not.EqualTo("new"));
    }

    [Test]
    public async Task Set_BeforeADestruction_IsGoneWithIt()
    {
        await RaceAsync(Change.Text(_server.One, "first"), Change.Destroy(_server.One));
        Assert.That(_server.One.IsDestroyed);
    }

    [Test]
    public async Task Set_BehindADestruction_IsNotFound()
    {
        await RaceAsync(Change.Destroy(_server.One), Change.Text(_server.One, "second"), RejectionCodes.NotFound);
        Assert.That((_server.One.IsDestroyed, _server.One.Text.Value), Is.EqualTo((true, "new")));
    }

    [Test]
    public async Task Entry_PutAndRemoved_IsAsTheLaterLeavesIt([Values] bool removesFirst)
    {
        var (put, remove) = (Change.Put(_server.Sheet, "key", 2), Change.Remove(_server.Sheet, "key"));
        await (removesFirst ? RaceAsync(remove, put) : RaceAsync(put, remove));
        Assert.That(_server.Sheet.Score.GetValueOrDefault("key"), Is.EqualTo(removesFirst ? 2 : 0));
    }

    [Test]
    public async Task Creation_BeforeItsParentIsDestroyed_IsGoneWithIt()
    {
        await RaceAsync(Change.Create(_server.One, "new"), Change.Destroy(_server.One));
        Assert.That((_server.One.IsDestroyed, _server.Tree.Find("new")), Is.EqualTo((true, (SObject?)null)));
    }

    [Test]
    public async Task Creation_BelowWhatIsDestroyed_IsNotFound()
    {
        await RaceAsync(Change.Destroy(_server.One), Change.Create(_server.One, "new"), RejectionCodes.NotFound);
        Assert.That(_server.Tree.Find("new"), Is.Null);
    }

    [Test]
    public async Task Creation_WithTheSameKey_IsInvalid()
    {
        await RaceAsync(Change.Create(_server.One, "new"), Change.Create(_server.Other, "new"), RejectionCodes.Validation);
        Assert.That(_server.Tree.Find("new")!.Parent, Is.SameAs(_server.One));
    }

    [Test]
    public async Task Move_BeforeItsTargetIsDestroyed_IsGoneWithIt()
    {
        await RaceAsync(Change.Move(_server.One, _server.Other), Change.Destroy(_server.Other));
        Assert.That((_server.One.IsDestroyed, _server.Below.IsDestroyed), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Move_BelowWhatIsDestroyed_IsNotFound()
    {
        await RaceAsync(Change.Destroy(_server.Other), Change.Move(_server.One, _server.Below), RejectionCodes.NotFound);
        Assert.That((_server.One.IsDestroyed, _server.One.Parent), Is.EqualTo((false, _server.Tree.Root)));
    }

    [Test]
    public async Task Destruction_ByBoth_IsNotFoundTheSecondTime()
    {
        await RaceAsync(Change.Destroy(_server.Other), Change.Destroy(_server.Below), RejectionCodes.NotFound);
        Assert.That((_server.Other.IsDestroyed, _server.One.IsDestroyed), Is.EqualTo((true, false)));
    }

    [TestCase(false)]
    [TestCase(true, Description = "below what is below it")]
    public async Task Moves_ThatWouldMakeACycle_AreRefusedFromTheSecondOn(bool isDeep)
    {
        var (one, other) = (_server.One, _server.Other);
        await RaceAsync(Change.Move(one, isDeep ? _server.Below : other), Change.Move(other, one), RejectionCodes.Cycle);
        Assert.That((one.Parent, other.Parent), Is.EqualTo((isDeep ? _server.Below : (SObject)other, _server.Tree.Root)));
    }

    [Test]
    public async Task Moves_ThatSwapParents_AreBothMade()
    {
        var (one, other) = (_server.BelowOne, _server.Below);
        await RaceAsync(Change.Move(one, other.Parent!), Change.Move(other, one.Parent!));
        Assert.That((one.Parent, other.Parent), Is.EqualTo((_server.Other, _server.One)));
    }

    [Test]
    public async Task Moves_ThatSwapPlaces_AreTheSameForBoth()
    {
        var last = _server.Tree.Root.Children.Count - 1;
        await RaceAsync(Change.Move(_server.One, _server.Tree.Root, last), Change.Move(_server.Other, _server.Tree.Root, last - 1));
        Assert.That(_server.Tree.Root.Children, Is.EqualTo(new SObject[] { _server.Sheet, _server.Other, _server.One }));
    }

    [Test]
    public async Task Moves_OfTheSame_TheLaterStands()
    {
        await RaceAsync(Change.Move(_server.Below, _server.One), Change.Move(_server.Below, _server.Tree.Root));
        Assert.That(_server.Below.Parent, Is.SameAs(_server.Tree.Root));
    }

    [Test]
    public async Task Undo_BehindAnothersSet_IsAConflictAndLeavesIt()
    {
        Assert.That(await _second.MakeAsync(Change.Mood(_server.Sheet, "mine")), Is.Null);
        await RaceAsync(Change.Mood(_server.Sheet, "first"), Change.Undo(), RejectionCodes.UndoConflict);
        Assert.That(_server.Sheet.Mood.Value, Is.EqualTo("first"));
    }

    [Test]
    public async Task Undo_BeforeAnothersSet_IsMadeAndTheSetStands()
    {
        Assert.That(await _first.MakeAsync(Change.Mood(_server.Sheet, "mine")), Is.Null);
        await RaceAsync(Change.Undo(), Change.Mood(_server.Sheet, "second"));
        Assert.That(_server.Sheet.Mood.Value, Is.EqualTo("second"));
    }

    /// <summary>Has both clients make their change on the same state, and the server take them in this order.</summary>
    /// <param name="first">What the first client does, which is made.</param>
    /// <param name="second">What the second does.</param>
    /// <param name="code">What that is refused with; null: it is made.</param>
    private async Task RaceAsync(Change first, Change second, string? code = null)
    {
        var (firstGate, secondGate) = (_server.Keep("first"), _server.Keep("second"));
        var (making, makingToo) = (_first.MakeAsync(first), _second.MakeAsync(second));
        await Task.WhenAll(firstGate.Came, secondGate.Came).WaitAsync(Patience);
        firstGate.Open();
        Assert.That(await making.WaitAsync(Patience), Is.Null);
        var version = _server.Tree.Version;
        secondGate.Open();
        Assert.That(await makingToo.WaitAsync(Patience), Is.EqualTo(code));
        if (code is not null)
            Assert.That(_server.Tree.Version, Is.EqualTo(version));
        Assert.That(await _second.StateAsync().WaitAsync(Patience), Is.EqualTo(TreeJson.Of(_server.Tree)), "with its answer all is right");

        _server.Tree.Root.Tags.Add("end");
        foreach (var client in new[] { _first, _second })
            Assert.That(await client.StateAsync("end").WaitAsync(Patience), Is.EqualTo(TreeJson.Of(_server.Tree)));
    }

    private static NodeClients Node() => new("Races/race.mjs");

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private async Task<IRacer> ConnectAsync(string kind, string name) => kind == "page"
        ? await new PageRacer(_node, _node.NextClient()).ConnectAsync(_server.Url, name)
        : new DotNetRacer(await ObjectTreeClient.ConnectAsync(_server.TcpUrl, new() { Token = name }));
}
