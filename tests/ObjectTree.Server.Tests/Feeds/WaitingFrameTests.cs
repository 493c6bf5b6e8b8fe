using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds;

/// <summary>What clients get of conflated attributes and of ticks. The server's time passes only as these tests say.</summary>
internal sealed class WaitingFrameTests
{
    private TestServer _server = null!;
    private Figure _figure = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync();
        _figure = _server.Server.CreateObject<Figure>();
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Changes_OfAConflatedAttribute_ComeAsOneFrame()
    {
        await using var client = await _server.JoinAsync();
        for (var i = 1; i <= 10; i++)
            _figure.X.Value = i;
        Assert.That(Frames(), Is.Zero);
        Pass(50);
        await client.NextAsync<FrameMessage>();
        Assert.That((X(client), Frames()), Is.EqualTo((10L, 1L)));
    }

    [Test]
    public async Task Call_WhoseChangeWaits_SettlesWithTheFrameThatHoldsIt()
    {
        await using var client = await _server.JoinAsync();
        for (var i = 1; i <= 20; i++)
        {
            var answer = await client.CallAsync(_figure.Id, "step", Value.FromInt(1));
            Assert.That((answer.Value, answer.Position), Is.EqualTo((Value.FromInt(i), client.Replica.Position + 1)));
            if (i % 2 == 0)
                _figure.Name.Value = $"{i}"; // the next frame is another's
            else
                Pass(50);
            await client.NextAsync<FrameMessage>();
            Assert.That(X(client), Is.EqualTo(i), "who awaits a call sees what it did");
        }
    }

    [Test]
    public async Task Call_WhoseChangeLeavesAtOnce_SettlesWithItsFrame()
    {
        await using var client = await _server.JoinAsync();
        _figure.Y.Value = 7;
        Assert.That((await client.CallAsync(_figure.Id, "stepAndRename", Value.FromString("name"))).Position, Is.EqualTo(1));
        while (client.Replica.Position < 1)
            await client.NextAsync<FrameMessage>();
        Assert.That(X(client), Is.EqualTo(1));
    }

    [Test]
    public async Task Call_WhoseChangesComeToNothing_IsSettledByAnEmptyFrame()
    {
        await using var client = await _server.JoinAsync();
        Assert.That((await client.CallAsync(_figure.Id, "shake")).Position, Is.EqualTo(1));
        Pass(50);
        Assert.That((await client.NextAsync<FrameMessage>()).Operations, Is.Empty);
    }

    [Test]
    public async Task Call_WhoseObjectIsDestroyedMeanwhile_IsSettledByTheFrameThatTells()
    {
        await using var client = await _server.JoinAsync();
        Assert.That((await client.CallAsync(_figure.Id, "step", Value.FromInt(1))).Position, Is.EqualTo(1));
        _figure.Destroy();
        await client.NextAsync<FrameMessage>();
        Pass(50);
        Assert.That(Frames(), Is.EqualTo(1));
    }

    [Test]
    public async Task Joiner_WhileSomethingWaits_GetsItOnce()
    {
        await using var first = await _server.JoinAsync();
        _figure.Typing.Insert(0, "abc");
        _figure.Typing.Insert(1, "x");
        await using var second = await _server.JoinWebSocketAsync();
        await first.NextAsync<FrameMessage>();
        Pass(500);
        _figure.Name.Value = "end";
        foreach (var client in (TestClient[])[first, second])
        {
            await client.NextAsync<FrameMessage>();
            Assert.That(client.Replica.Text(_figure.Id, "typing"), Is.EqualTo("axbc"));
        }
    }

    [Test]
    public async Task LastReader_ThatLeaves_LeavesNothingWaiting()
    {
        var client = await _server.JoinAsync();
        _figure.X.Value = 1;
        await client.DisposeAsync();
        await _server.LeftAsync(client.LogName);
        Pass(50);
        Assert.That(Feed.Newest, Is.Null);

        _figure.X.Value = 2;
        await using var next = await _server.JoinAsync();
        Assert.That(X(next), Is.EqualTo(2));
        _figure.X.Value = 3;
        Pass(50);
        await next.NextAsync<FrameMessage>();
        Assert.That(X(next), Is.EqualTo(3));
    }

    [Test]
    public async Task Tree_ThatIsHeldWhenSomethingIsDue_HoldsNobodyElse()
    {
        await using var client = await _server.JoinAsync();
        await using var caller = await _server.JoinAsync();
        _figure.X.Value = 1;
        await caller.SendCallAsync(_server.Board.Id, "wait");
        await _server.Board.Waiting.Task.InTime();
        Pass(50); // comes back, though the tree is held
        _server.Board.Release.Release();
        await client.NextAsync<FrameMessage>();
        Assert.That(X(client), Is.EqualTo(1));
    }

    [Test]
    public async Task Tick_OfATree_GathersWhatIsCommitted()
    {
        var game = _server.Server.Trees.Add(new HostedTreeOptions { Name = "game", Tick = TimeSpan.FromMilliseconds(50) });
        var figure = game.CreateObject<Figure>();
        await using var client = await _server.JoinAsync("game");
        for (var i = 1; i <= 10; i++)
        {
            figure.Name.Value = $"{i}";
            game.Root.Tags.Clear();
        }
        var answer = await client.CallAsync(figure.Id, "stepAndRename", Value.FromString("called"));
        Assert.That(answer.Position, Is.EqualTo(1));
        Pass(50);
        var frame = await client.NextAsync<FrameMessage>();
        Assert.That(frame.Operations, Has.Length.EqualTo(2));
        Assert.That((client.Replica.Int(figure.Id, "x"), client.Replica.Text(figure.Id, "name")), Is.EqualTo((1L, "called")));
    }

    [Test]
    public async Task Joiner_WhileChangesWait_HasAllWithTheFrameThatTellsThem()
    {
        await using var first = await _server.JoinAsync();
        _figure.X.Value = 1;
        await using var late = await _server.JoinAsync();
        Pass(50);
        await late.NextAsync<FrameMessage>();
        Assert.That((late.Whole, X(late)), Is.EqualTo((1, 1)));
    }

    private TreeFeed Feed => (TreeFeed)_server.Server.Trees.FindFeed("")!;

    private long Frames() => Feed.Newest!.Value;

    private long X(TestClient client) => client.Replica.Int(_figure.Id, "x");

    private void Pass(double milliseconds) => _server.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
