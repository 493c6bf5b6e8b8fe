using System.Runtime.CompilerServices;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Clients that do not read, and what the server holds for them.</summary>
internal sealed class SlowReaderTests
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
        var frames = await FloodAsync(bystander, 60);
        GC.Collect();
        Assert.That(frames.Count(frame => frame.IsAlive), Is.LessThan(10), "frames beyond the lag are let go at once");

        var seen = bystander.UntilAsync<FrameMessage>(); // answers pings meanwhile
        await _server.PassUntilAsync(_server.LeftAsync(slow.LogName), atMost: 25);
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain("not read"));
        Assert.That(_server.Sessions.Count, Is.EqualTo(1), "the others stay");
        _server.Board.Add(1);
        await seen;
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
    public async Task Client_ThatCallsWithoutReading_IsReadNoFurther()
    {
        await using var client = await TcpTestClient.ConnectAsync(_server.TcpEndPoint, receiveBuffer: 4_096);
        await client.JoinAsync();
        using var patience = new CancellationTokenSource();
        var calls = TestClient.Encode(new CallMessage(1, _server.Board.Id, "large", [Value.FromInt(100_000)]));
        var flood = Task.Run(async () =>
        {
            while (!patience.IsCancellationRequested)
                await client.SendAsync(calls);
        });
        await _server.PassUntilAsync(_server.LeftAsync(client.LogName));
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain("not read"), "the server waits for the client instead of holding its answers");
        await patience.CancelAsync();
        await client.DisposeAsync();
        Assert.That(async () => await flood.InTime(), Throws.InstanceOf<Exception>());
    }

    /// <summary>Makes frames of 600 KB each, which the bystander reads and nobody else, and gives what of them is still there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<List<WeakReference>> FloodAsync(TestClient bystander, int count)
    {
        var frames = new List<WeakReference>();
        for (var i = 0; i < count; i++)
        {
            _server.Board.Text.Value = new string((char)('a' + (i % 26)), 600_000);
            frames.Add(NewestFrame());
            await bystander.UntilAsync<FrameMessage>();
            bystander.Frames.Clear();
        }
        return frames;
    }

    private WeakReference NewestFrame() => new(((ObjectTree.Server.Feeds.TreeFeed)_server.Server.Trees.FindFeed("")!).Newest);
}
