using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What time alone decides; the server's time passes only as these tests say.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class TimeTests(Carrier carrier)
{
    private TestServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Client_ThatSaysNothing_IsClosedAfterFiveSeconds()
    {
        var client = await _server.ConnectAsync(carrier);
        await AcceptedAsync();
        _server.Pass(TimeSpan.FromSeconds(5));
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Timeout));
        Assert.That(_server.Log.Warnings, Has.Count.EqualTo(1));
        await _server.LeftAsync("");
    }

    [Test]
    public async Task Client_ThatSaysHelloLate_IsWelcome()
    {
        await using var client = await _server.ConnectAsync(carrier);
        await AcceptedAsync();
        _server.Pass(TimeSpan.FromSeconds(4));
        await client.JoinAsync(client);
    }

    [Test]
    public async Task Message_ThatDoesNotEnd_IsClosedWithTimeout()
    {
        await using var client = await _server.JoinAsync(carrier);
        if (client is TcpTestClient tcp)
            await tcp.SendRawAsync(new byte[] { 0, 0, 1, 0, 5, 1 });
        else
        {
            await ((WebSocketTestClient)client).SendAsync(
                new byte[] { 5, 1 }, System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: false);
        }
        Assert.That(await EndWhileTimePassesAsync(client), Is.EqualTo(CloseCode.Timeout));
    }

    [Test]
    public async Task Head_ThatDoesNotEnd_IsClosedWithTimeout()
    {
        if (carrier == Carrier.Tcp)
        {
            await using var client = (TcpTestClient)await _server.JoinAsync(carrier);
            await client.SendRawAsync(new byte[] { 0, 0 });
            Assert.That(await EndWhileTimePassesAsync(client), Is.EqualTo(CloseCode.Timeout));
            return;
        }
        var (socket, _) = await RawWebSocket.ConnectAsync(_server.Url);
        using (socket)
        {
            await socket.SendAsync(RawWebSocket.Masked(TestClient.Encode(TestClient.Hello())));
            _ = await socket.UntilAsync(0x82, payload => payload[0] == (byte)MessageKind.Snapshot);
            await socket.SendAsync(new byte[] { 0x82 });
            var end = socket.CloseCodeAsync();
            await _server.PassUntilAsync(end);
            Assert.That(await end, Is.EqualTo((int)CloseCode.Timeout));
        }
    }

    [Test]
    public async Task Parts_ThatDoNotEnd_AreClosedWithTimeout()
    {
        await using var client = await _server.JoinAsync(carrier);
        await client.SendAsync(new PartMessage(false, new byte[10]));
        client.AnswersPings = false;
        Assert.That(await EndWhileTimePassesAsync(client), Is.EqualTo(CloseCode.Timeout));
    }

    [Test]
    public async Task Client_ThatIsQuiet_IsPingedAndStays()
    {
        await using var client = await _server.JoinAsync(carrier);
        client.AnswersPings = false;
        for (var i = 0; i < 5; i++)
        {
            _server.Pass(TimeSpan.FromSeconds(15));
            await client.NextAsync<PingMessage>();
            await client.SendAsync(new PongMessage());
            Assert.That((await client.CallAsync(_server.Board.Id, "echo", Value.Null)).Call, Is.EqualTo(i + 1), "the Pong is taken");
        }
    }

    [Test]
    public async Task Client_ThatOnlyLooksOnWhileFramesCome_IsPingedToo()
    {
        await using var client = await _server.JoinAsync(carrier);
        client.AnswersPings = false;
        for (var second = 0; second < 15; second++)
        {
            _server.Board.Add(1);
            await client.NextAsync<FrameMessage>();
            _server.Pass(TimeSpan.FromSeconds(1));
        }
        await client.UntilAsync<PingMessage>();
    }

    [Test]
    public async Task Client_ThatAnswersNoPing_IsClosedAfterItsSilence()
    {
        await using var client = await _server.JoinAsync(carrier);
        client.AnswersPings = false;
        var end = client.EndAsync();
        await _server.PassUntilAsync(end); // its silence begins when the server listens
        Assert.That(await end, Is.EqualTo(CloseCode.Unresponsive));
        await _server.LeftAsync("");
        Assert.That(_server.Sessions.Count, Is.Zero);
    }

    [Test]
    public async Task Call_LongerThanTheSilence_KeepsItsClientAndTheOthers()
    {
        await using var client = await _server.JoinAsync(carrier);
        await using var other = await _server.JoinAsync(carrier);
        var call = await client.SendCallAsync(_server.Board.Id, "wait");
        await _server.Board.Waiting.Task.InTime();
        var began = _server.Time.GetTimestamp();
        while (_server.Time.GetElapsedTime(began) < 2 * ObjectTree.Protocol.Limits.ProtocolLimits.Default.Silence)
            await _server.PassUntilAsync(Task.WhenAll(PongAsync(client), PongAsync(other)));
        _server.Board.Release.Release();
        Assert.That((await client.UntilAsync<AnswerMessage>()).Call, Is.EqualTo(call));
        Assert.That((await other.CallAsync(_server.Board.Id, "add", Value.FromInt(1))).Code, Is.Null);
    }

    [Test]
    public async Task Calls_OfATreeThatIsHeld_AreBusyAfterFiveSecondsAndTheLogNamesTheCulprit()
    {
        await using var culprit = await _server.JoinAsync(carrier);
        await culprit.SendCallAsync(_server.Board.Id, "wait");
        var others = new List<TestClient>();
        for (var i = 0; i < 20; i++)
            others.Add(await _server.JoinAsync("other"));
        await _server.Board.Waiting.Task.InTime();
        var waiting = await _server.ConnectAsync(carrier);
        await waiting.SendHelloAsync();

        // The other tree goes on meanwhile.
        foreach (var other in others)
            Assert.That((await other.CallAsync(_server.OtherBoard.Id, "add", Value.FromInt(1))).Code, Is.Null);
        var end = waiting.EndAsync();
        await _server.PassUntilAsync(end);
        Assert.That(await end, Is.EqualTo(CloseCode.Overloaded), "who cannot join in time is to come back later");
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain("'wait'"));
        _server.Board.Release.Release();
        Assert.That((await culprit.UntilAsync<AnswerMessage>()).Code, Is.Null);
        foreach (var other in others)
            await other.DisposeAsync();
    }

    /// <summary>Waits until the server knows of the one client there is.</summary>
    private Task AcceptedAsync() => _server.Log.UntilAsync(entry => entry.Event == 17);

    private static async Task PongAsync(TestClient client)
    {
        client.AnswersPings = false;
        await client.UntilAsync<PingMessage>();
        await client.SendAsync(new PongMessage());
        client.AnswersPings = true;
    }

    private async Task<CloseCode> EndWhileTimePassesAsync(TestClient client)
    {
        var end = client.EndAsync();
        await _server.PassUntilAsync(end);
        return await end;
    }
}
