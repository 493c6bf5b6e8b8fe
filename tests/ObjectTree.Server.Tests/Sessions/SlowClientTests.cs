using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Clients that write or read too slowly, and what the server holds for them.</summary>
internal sealed class SlowClientTests
{
    private TestServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Reader_ThatDoesNotRead_IsClosedAfterTenSecondsAndNothingIsHeldForIt()
    {
        await using var bystander = await _server.JoinAsync();
        await using var slow = await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync();
        await FloodAsync(bystander, 60);
        Assert.That(SegmentPool.Rented * LogSegment.Size, Is.LessThan(3 << 20), "of 36 MB the frames beyond the lag are let go at once");

        var seen = bystander.UntilAsync<FrameMessage>(); // answers pings meanwhile
        await _server.PassUntilAsync(_server.LeftAsync(slow.LogName), atMost: 25);
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain("not read"));
        Assert.That(_server.Sessions.Count, Is.EqualTo(1), "the others stay");
        _server.Board.Add(1);
        await seen;
    }

    [Test]
    public async Task Readers_ManyThatDoNotRead_HoldLittleEachAndDelayNobody()
    {
        const int count = 50;
        await using var bystander = await _server.JoinAsync();
        var before = SegmentPool.Rented;
        var slow = new List<TcpTestClient>();
        for (var i = 0; i < count; i++)
            slow.Add(await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync());
        for (var i = 0; i < 16_000; i++)
        {
            _server.Board.Text.Value = new string((char)('a' + (i % 26)), 1_000);
            if (i % 100 == 99)
            {
                while (bystander.Replica.Position < i + 1)
                    await bystander.NextAsync<FrameMessage>();
                bystander.Frames.Clear();
            }
        }
        var held = (SegmentPool.Rented - before) * LogSegment.Size / count;
        TestContext.Out.WriteLine($"{held} bytes for each of {count} readers that do not read, after 16 MB");
        Assert.That(held, Is.LessThan(320 * 1_024));
        foreach (var client in slow)
            await client.DisposeAsync();
    }

    [Test]
    public async Task Reader_ThatLagsTooFar_GetsAFreshSnapshotAndIsRightAgain()
    {
        await using var bystander = await _server.JoinAsync();
        await using var slow = await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync();
        await FloodAsync(bystander, 60);
        _server.Board.Add(77);
        while (slow.Replica.Int(_server.Board.Id, "count") != 77)
            await slow.NextAsync();
        Assert.That(slow.Replica.Snapshots, Is.GreaterThan(1));
        Assert.That(slow.Replica.Text(_server.Board.Id), Is.EqualTo(_server.Board.Text.Value));
        var answer = await slow.CallAsync(_server.Board.Id, "add", Value.FromInt(1));
        while (slow.Replica.Position < answer.Position)
            await slow.NextAsync<FrameMessage>();
        Assert.That(slow.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(78), "positions count from the new snapshot");
    }

    [Test]
    public async Task Reader_ThatNeverKeepsUp_WaitsForItsSnapshots()
    {
        await using var bystander = await _server.JoinAsync();
        await using var slow = await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync();
        var began = _server.Time.GetUtcNow();
        for (var snapshot = 1; snapshot <= 3; snapshot++)
        {
            await FloodAsync(bystander, 20);
            await slow.UntilAsync<SnapshotMessage>();
        }
        Assert.That(_server.Time.GetUtcNow(), Is.EqualTo(began), "a few come at once");
        for (var snapshot = 1; snapshot <= 3; snapshot++)
        {
            await FloodAsync(bystander, 20);
            var next = slow.UntilAsync<SnapshotMessage>();
            await _server.Log.UntilAsync(entry => entry.Event == 18, snapshot);
            await _server.PassUntilAsync(next);
            Assert.That(
                _server.Time.GetUtcNow() - began, Is.GreaterThanOrEqualTo(snapshot * TimeSpan.FromSeconds(5)),
                "the others one in five seconds");
        }
        Assert.That(slow.Replica.Text(_server.Board.Id), Is.EqualTo(_server.Board.Text.Value));
    }

    [Test]
    public async Task Answer_ToAClientThatWaitsForItsSnapshot_ComesBehindIt()
    {
        await using var bystander = await _server.JoinAsync();
        await using var slow = await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync();
        for (var snapshot = 1; snapshot <= 3; snapshot++)
        {
            await FloodAsync(bystander, 20);
            await slow.UntilAsync<SnapshotMessage>();
        }
        await FloodAsync(bystander, 20);
        var answered = AnswerAsync();
        await _server.Log.UntilAsync(entry => entry.Event == 18);
        await bystander.UntilAsync<FrameMessage>(_ => bystander.Replica.Int(_server.Board.Id, "count") == 5);
        await _server.PassUntilAsync(answered);
        Assert.That((await answered).Code, Is.Null);
        Assert.That(slow.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(5), "it sees what its call did when it is answered");

        async Task<AnswerMessage> AnswerAsync()
        {
            var call = await slow.SendCallAsync(_server.Board.Id, "add", Value.FromInt(5));
            return await slow.UntilAsync<AnswerMessage>(answer => answer.Call == call);
        }
    }

    [Test]
    public async Task Ack_OfWhatTheNextSnapshotHolds_ComesBeforeIt()
    {
        var pad = _server.Server.CreateObject<Pad>();
        var count = new AttributeAddress(pad.Id, 2);
        await using var bystander = await _server.JoinAsync();
        await using var slow = await (await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096)).JoinAsync();
        for (var snapshot = 1; snapshot <= 3; snapshot++)
        {
            await FloodAsync(bystander, 20);
            await slow.UntilAsync<SnapshotMessage>();
        }
        await FloodAsync(bystander, 20);
        await slow.SendAsync(ActionMessage.Of(1, slow.Replica.Snapshots, slow.Replica.Position, [new IntOperation.Set(count, 5)]));
        var acked = slow.UntilAsync<AckMessage>();
        await _server.Log.UntilAsync(entry => entry.Event == 18);
        await bystander.UntilAsync<FrameMessage>(_ => bystander.Replica.Int(pad.Id, "count") == 5);
        await _server.PassUntilAsync(acked);

        Assert.That((await acked).Position, Is.GreaterThan(slow.Replica.Position), "no frame settles it");
        await slow.UntilAsync<SnapshotMessage>();
        Assert.That(slow.Replica.Int(pad.Id, "count"), Is.EqualTo(5), "but the snapshot");
        await slow.SendAsync(ActionMessage.Of(2, slow.Replica.Snapshots, slow.Replica.Position, [new IntOperation.Set(count, 6)]));
        var next = await slow.UntilAsync<AckMessage>();
        while (slow.Replica.Position < next.Position)
            await slow.NextAsync<FrameMessage>();
        Assert.That(slow.Replica.Int(pad.Id, "count"), Is.EqualTo(6), "positions count from there");
    }

    [Test]
    public async Task Client_ThatTricklesItsHello_IsClosedAfterFiveSeconds()
    {
        var client = await _server.ConnectAsync();
        var hello = TestClient.Encode(TestClient.Hello());
        await client.SendRawAsync(new byte[] { 0, 0, 0, (byte)hello.Length });
        await _server.Log.UntilAsync(entry => entry.Event == 17);
        for (var second = 0; second < 5; second++)
        {
            await client.SendRawAsync(hello.Slice(second, 1));
            _server.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.That(await client.EndAsync(), Is.EqualTo(ObjectTree.Protocol.CloseCode.Timeout));
    }

    [Test]
    public async Task Client_ThatCallsWithoutReading_IsReadNoFurther()
    {
        await using var client = await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096);
        await client.JoinAsync();
        var calls = TestClient.Encode(new CallMessage(1, _server.Board.Id, "large", [Value.FromInt(100_000)]));
        var flood = Task.Run(async () =>
        {
            while (true)
                await client.SendAsync(calls);
        });
        await _server.PassUntilAsync(_server.LeftAsync(client.LogName));
        Assert.That(
            _server.Log.Warnings.Single().Text, Does.Contain("not read"), "the server waits for the client instead of holding its answers");
        Assert.That(async () => await flood.InTime(), Throws.InstanceOf<IOException>());
    }

    /// <summary>Makes frames of 600 KB each, which the bystander reads and nobody else.</summary>
    private async Task FloodAsync(TestClient bystander, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _server.Board.Text.Value = new string((char)('a' + (i % 26)), 600_000);
            await bystander.UntilAsync<FrameMessage>();
            bystander.Frames.Clear();
        }
    }
}
