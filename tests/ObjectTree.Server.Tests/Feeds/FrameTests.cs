using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds;

internal sealed class FrameTests
{
    private TestServer _server = null!;

    private long? Newest => Feed.Newest;

    [SetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Frames_ForClientsOfBothCarriers_AreTheSameBytesInTheSameOrder()
    {
        await using var tcp = await _server.JoinAsync();
        await using var socket = await _server.JoinWebSocketAsync();
        for (var i = 1; i <= 300; i++)
        {
            if (i % 10 == 0)
                _server.Server.DestroyObject(_server.Tree.CreateObject<Board>(board => board.Count.Value = i));
            _server.Board.Add(1);
        }
        foreach (var client in (TestClient[])[tcp, socket])
        {
            while (client.Replica.Int(_server.Board.Id, "count") < 300)
                await client.NextAsync<FrameMessage>();
        }
        Assert.That(tcp.Frames, Has.Count.EqualTo(360));
        Assert.That(socket.Frames, Is.EqualTo(tcp.Frames));
    }

    [Test]
    public async Task Tree_WithNobodyConnected_IsNotEncoded()
    {
        _server.Board.Add(1);
        Assert.That(Newest, Is.Null);
        var client = await _server.JoinAsync();
        _server.Board.Add(1);
        Assert.That(Newest, Is.EqualTo(1));
        await client.DisposeAsync();
        await _server.LeftAsync(client.LogName);
        Assert.That(Newest, Is.Null, "the last to leave ends the log");
        _server.Board.Add(1);
        await using var next = await _server.JoinAsync();
        Assert.That(next.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(3));
    }

    [Test]
    public async Task Client_WhoseConnectionIsRefused_EncodesNothing()
    {
        await using var client = await _server.ConnectAsync();
        await client.SendHelloAsync("nowhere");
        await client.EndAsync();
        _server.Board.Add(1);
        Assert.That(Newest, Is.Null);
    }

    [Test]
    public async Task Client_JoiningAmidAFlood_SeesAStateThatIsWholeAndEveryFrameAfterIt()
    {
        using var stop = new CancellationTokenSource();
        var flood = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _server.Board.Add(1); // sets count and mirror in one transition
                Thread.Yield();
            }
        });
        var joiners = Enumerable.Range(0, 8).Select(async joiner =>
        {
            await using var client = await _server.ConnectAsync(joiner % 2 == 0 ? Carrier.Tcp : Carrier.WebSocket);
            await client.JoinAsync(client);
            var first = Count(client);
            for (var i = 1; i <= 200; i++)
            {
                Assert.That(client.Replica.Int(_server.Board.Id, "mirror"), Is.EqualTo(Count(client)), "a transition is seen whole");
                var snapshots = client.Replica.Snapshots;
                await client.UntilAsync<Message>(message => message is FrameMessage or SnapshotMessage);
                if (client.Replica.Snapshots == snapshots)
                    Assert.That(Count(client), Is.EqualTo(first + 1), "every frame once");
                first = Count(client);
            }
        });
        await Task.WhenAll(joiners);
        await stop.CancelAsync();
        await flood;
    }

    [Test]
    public async Task Snapshot_OfALargeTree_ComesInPartsAndIsWhole([Values] Carrier carrier)
    {
        _server.Tree.Record(() =>
        {
            for (var i = 0; i < 2_000; i++)
                _server.Tree.CreateObject<Board>(board => board.Text.Value = new string('t', 100));
        });
        await using var client = await _server.JoinAsync(carrier);
        Assert.That(client.Parts, Is.GreaterThan(3));
        Assert.That(client.Replica.Objects.Select(state => state.Id), Is.EquivalentTo(_server.Tree.Objects.Select(one => one.Id)));
        _server.Board.Add(5);
        await client.NextAsync<FrameMessage>();
        Assert.That(client.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(5));
    }

    [Test]
    public async Task Frame_OfALargeTransition_ComesInParts([Values] Carrier carrier)
    {
        await using var client = await _server.JoinAsync(carrier);
        _server.Board.Text.Value = new string('t', 500_000);
        await client.NextAsync<FrameMessage>();
        Assert.That(client.Replica.Text(_server.Board.Id), Has.Length.EqualTo(500_000));
        Assert.That(client.Parts, Is.GreaterThan(7));
        var answer = await client.CallAsync(_server.Board.Id, "add", Value.FromInt(1));
        Assert.That(answer.Position, Is.EqualTo(2), "a frame in parts is one frame");
    }

    [Test]
    public async Task Types_RegisteredLater_AreAnnouncedOnceAndJoinersKnowThem()
    {
        await using var early = await _server.JoinAsync();
        _server.Tree.CreateObject<Late>(late => late.Label.Value = "first");
        await using var late = await _server.JoinAsync();
        var made = _server.Tree.CreateObject<Late>(late => late.Label.Value = "second");
        foreach (var client in (TestClient[])[early, late])
        {
            while (!client.Replica.TryGetTypeOf(made.Id, out _))
                await client.NextAsync<FrameMessage>();
        }
        Assert.That(late.Frames[^1], Is.EqualTo(early.Frames[^1]));
    }

    [Test]
    public async Task Trees_ByName_AreEachTheirOwn()
    {
        await using var one = await _server.JoinAsync();
        await using var other = await _server.JoinWebSocketAsync("other");
        Assert.That(one.Welcome!.Epoch, Is.Not.EqualTo(other.Welcome!.Epoch));
        _server.Board.Add(1);
        _server.OtherBoard.Add(2);
        await one.NextAsync<FrameMessage>();
        await other.NextAsync<FrameMessage>();
        Assert.That(one.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(1));
        Assert.That(other.Replica.Int(_server.OtherBoard.Id, "count"), Is.EqualTo(2));
        Assert.That(_server.Server.Trees.Select(tree => tree.Name), Is.EquivalentTo(new[] { "", "other" }));
        Assert.That(() => _server.Server.Trees.Add(new HostedTreeOptions { Name = "other" }), Throws.ArgumentException);
    }

    [Test]
    public async Task Joiners_InAHerd_ShareOneSnapshot()
    {
        _server.Tree.Record(() =>
        {
            for (var i = 0; i < 3_000; i++)
                _server.Tree.CreateObject<Board>(board => board.Text.Value = new string('t', 100));
        });
        await using var first = await _server.JoinAsync();
        await using var other = await _server.JoinWebSocketAsync();
        var made = Feed.Snapshots;
        var joiners = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            _server.Board.Add(1); // the tree is busy meanwhile
            var client = await _server.ConnectAsync(i % 2 == 0 ? Carrier.Tcp : Carrier.WebSocket);
            return await client.JoinAsync(client);
        }));
        Assert.That(Feed.Snapshots, Is.EqualTo(made), "the last snapshot and the frames since do");
        foreach (var joiner in joiners)
        {
            while (Count(joiner) < 50)
                await joiner.NextAsync<FrameMessage>();
            Assert.That(joiner.Replica.Snapshots, Is.EqualTo(1));
            await joiner.DisposeAsync();
        }
    }

    [TestCase(0)]
    [TestCase(3)]
    public async Task Joiner_OfAnOlderSnapshot_IsToldWithWhichFrameItHasAll(int frames)
    {
        await using var first = await _server.JoinAsync();
        for (var i = 1; i <= frames; i++)
            _server.Board.Add(1);
        await using var late = await _server.JoinAsync();
        _server.Board.Add(1); // is not waited for
        while (Count(late) <= frames)
            await late.NextAsync<FrameMessage>();
        Assert.That(late.Whole, Is.EqualTo(frames));
    }

    [Test]
    public async Task Joiner_AmidMoreWritingThanItCanRead_SeesStatesAndInTheEndTheLast()
    {
        await _server.DisposeAsync();
        _server = await TestServer.StartAsync(options => options.Limits = new SessionLimits { SnapshotBurst = 1_000 });
        _server.Tree.Record(() =>
        {
            for (var i = 0; i < 9_000; i++)
                _server.Tree.CreateObject<Board>();
        });
        await using var client = await _server.ConnectAsync();
        var isOver = false;
        var writers = Enumerable.Range(0, 3).Select(_ => new Thread(() => // not of the pool, which the server needs
        {
            for (var i = 0; !Volatile.Read(ref isOver); i++)
                _server.Board.Text.Value = new string((char)('a' + (i % 26)), 1_000);
        })).ToList();
        writers.ForEach(writer => writer.Start());
        try
        {
            await client.SendHelloAsync();
            for (var i = 0; i < 3; i++)
                await client.UntilAsync<Message>(message => message is SnapshotMessage or FrameMessage);
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            writers.ForEach(writer => writer.Join());
        }
        while (client.Replica.Text(_server.Board.Id) != _server.Board.Text.Value)
            await client.UntilAsync<Message>();
    }

    [Test]
    public async Task Snapshot_ThatIsOutworn_IsMadeAnew()
    {
        await using var early = await _server.JoinAsync();
        var made = Feed.Snapshots;
        for (var i = 0; i < 8; i++)
        {
            _server.Board.Text.Value = new string((char)('a' + i), 20_000);
            await early.NextAsync<FrameMessage>();
        }
        await using var late = await _server.JoinAsync();
        Assert.That(Feed.Snapshots, Is.EqualTo(made + 1));
        Assert.That(late.Replica.Text(_server.Board.Id), Is.EqualTo(_server.Board.Text.Value));
    }

    [Test]
    public async Task Carrier_ThatNobodyUses_TakesNoBytes()
    {
        await using var tcp = await _server.JoinAsync();
        var before = SegmentPool.Rented;
        var socket = await _server.JoinWebSocketAsync();
        await socket.DisposeAsync();
        await _server.LeftAsync(socket.LogName);
        for (var i = 0; i < 8; i++) // the snapshot that both could begin with is outworn
        {
            _server.Board.Text.Value = new string((char)('a' + i), 20_000);
            await tcp.NextAsync<FrameMessage>();
        }
        await using var other = await _server.JoinAsync();
        Assert.That(SegmentPool.Rented, Is.LessThanOrEqualTo(before));
    }

    private TreeFeed Feed => (TreeFeed)_server.Server.Trees.FindFeed("")!;

    private long Count(TestClient client) => client.Replica.Int(_server.Board.Id, "count");
}
