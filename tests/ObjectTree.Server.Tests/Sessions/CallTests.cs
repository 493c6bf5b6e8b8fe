using Microsoft.Extensions.Logging;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class CallTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync();
        _client = await _server.JoinAsync(carrier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Assert.That(_server.Sessions.Count, Is.EqualTo(1), "a wrong call ends nothing");
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Call_ThatReturnsAValue_IsAnsweredWithIt()
    {
        var answer = await CallAsync("echo", Value.FromString("hé 🌳"));
        Assert.That((answer.Code, answer.Value), Is.EqualTo(((string?)null, Value.FromString("hé 🌳"))));
        Assert.That((await CallAsync("half", Value.FromInt(3))).Value, Is.EqualTo(Value.FromFloat(1.5)));
    }

    [Test]
    public async Task Call_WithACaller_KnowsWhoAsks() =>
        Assert.That((await CallAsync("whoAmI")).Value, Is.EqualTo(Value.FromString(_client.Welcome!.User)));

    [Test]
    public async Task Call_OfAnObjectThatIsNotThere_IsNotFound() =>
        await RefusedAsync(await _client.CallAsync(999, "add", Value.FromInt(1)), RejectionCodes.NotFound);

    [TestCase("closed")]
    [TestCase("Add")]
    [TestCase("destroy")]
    [TestCase("canary")]
    public async Task Call_OfWhatIsNotCallable_IsForbidden(string method) =>
        await RefusedAsync(await CallAsync(method), RejectionCodes.Forbidden);

    [Test]
    public async Task Call_WithWrongArguments_IsInvalid()
    {
        await RefusedAsync(await CallAsync("add"), RejectionCodes.Validation);
        await RefusedAsync(await CallAsync("add", Value.FromInt(1), Value.FromInt(2)), RejectionCodes.Validation);
        await RefusedAsync(await CallAsync("add", Value.FromString("1")), RejectionCodes.Validation);
        await RefusedAsync(await CallAsync("add", Value.FromFloat(1.5)), RejectionCodes.Validation);
        await RefusedAsync(await CallAsync("add", Value.Null), RejectionCodes.Validation);
    }

    [TestCase(new byte[] { 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0 }, TestName = "NaN")]
    [TestCase(new byte[] { 0xca, 0x7f, 0x80, 0, 0 }, TestName = "infinity")]
    [TestCase(new byte[] { 0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, TestName = "2^64-1")]
    public async Task Call_WithANumberThatIsNoValue_IsInvalid(byte[] number)
    {
        var call = TestClient.Encode(new CallMessage(1, _server.Board.Id, "half", [Value.Null])).ToArray();
        await _client.SendAsync((byte[])[.. call[..^1], .. number]);
        await RefusedAsync(await _client.UntilAsync<AnswerMessage>(), RejectionCodes.Validation);
    }

    [Test]
    public async Task Call_ThatIsRefused_GivesCodeAndReason()
    {
        var answer = await CallAsync("refuse", Value.FromString("full"));
        await RefusedAsync(answer, "NO_ROOM");
        Assert.That(answer.Value, Is.EqualTo(Value.FromString("full")));
    }

    [Test]
    public async Task Call_ThatIsRefusedWithATextCutWithinACharacter_IsAnswered()
    {
        var answer = await CallAsync("refuseCut");
        await RefusedAsync(answer, "NO_ROOM");
        Assert.That(answer.Value, Is.EqualTo(Value.FromString("cut \ufffd")));
    }

    [Test]
    public async Task Call_ThatThrows_SaysOnlyWhereTheLogTellsMore()
    {
        var answer = await CallAsync("fail");
        await RefusedAsync(answer, RejectionCodes.Internal, warnings: 1);
        Assert.That(answer.ToString(), Does.Not.Contain(Board.Secret).And.Not.Contain("Exception"));
        var line = _server.Log.Warnings.Single();
        Assert.That(line.Level, Is.EqualTo(LogLevel.Error));
        Assert.That(line.Text, Does.Contain(answer.Details["correlation"].AsString()));
        Assert.That(line.Exception!.Message, Is.EqualTo(Board.Secret));
    }

    [Test]
    public async Task Calls_OverTheRate_AreToldWhenToTryAgain()
    {
        for (var i = 0; i < 200; i++)
            Assert.That((await CallAsync("add", Value.FromInt(1))).Code, Is.Null, $"call {i} of the burst");
        var busy = await CallAsync("add", Value.FromInt(1));
        Assert.That(busy.Code, Is.EqualTo(RejectionCodes.Busy));
        Assert.That(busy.Details["retryAfter"], Is.EqualTo(Value.FromInt(10)), "100 calls a second");
        Assert.That(_server.Board.Count.Value, Is.EqualTo(200));
        _server.Time.Advance(TimeSpan.FromMilliseconds(busy.Details["retryAfter"].AsInt()));
        Assert.That((await CallAsync("add", Value.FromInt(1))).Code, Is.Null);
        Assert.That((await CallAsync("add", Value.FromInt(1))).Code, Is.EqualTo(RejectionCodes.Busy));
    }

    [Test]
    public async Task Call_AtItsPosition_HasItsEffectInTheReplica()
    {
        for (var expected = 1; expected <= 50; expected++)
        {
            if (expected % 3 == 0)
                _server.Tree.Record(() => _server.Board.Text.Value = $"between {expected}");
            var answer = await CallAsync("add", Value.FromInt(1));
            Assert.That(answer.Value, Is.EqualTo(Value.FromInt(expected)));
            while (_client.Replica.Position < answer.Position)
                await _client.NextAsync<FrameMessage>();
            Assert.That(_client.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(expected), "who awaits a call sees what it did");
        }
    }

    [Test]
    public async Task Calls_SentRightAfterHello_AreAnsweredAfterTheSnapshot()
    {
        const int Times = 100; // whether the answer comes while the Welcome is sent, is a matter of chance
        for (var i = 1; i <= Times; i++)
        {
            await using var client = await _server.ConnectAsync(carrier);
            await client.SendHelloAsync();
            await client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));
            await client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));
            await client.NextAsync<WelcomeMessage>();
            await client.NextAsync<SnapshotMessage>();
            var answer = await client.UntilAsync<AnswerMessage>(one => one.Call == 2);
            while (client.Replica.Position < answer.Position)
                await client.NextAsync<FrameMessage>();
            Assert.That(client.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(2 * i));
            await client.DisposeAsync();
            await _server.LeftAsync("", i);
        }
    }

    [Test]
    public async Task Call_OfManyInOneGo_AreAnsweredOnceEachAndInOrder()
    {
        for (var i = 0; i < 150; i++)
            await _client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));
        for (var i = 1; i <= 150; i++)
            Assert.That((await _client.UntilAsync<AnswerMessage>()).Call, Is.EqualTo(i));
        Assert.That(_server.Board.Count.Value, Is.EqualTo(150));
    }

    [Test]
    public async Task Call_LargerThanAMessage_ComesInParts()
    {
        var text = new string('x', 300_000);
        var call = TestClient.Encode(new CallMessage(1, _server.Board.Id, "echo", [Value.FromString(text)]));
        foreach (var part in MessageParts.Split(call, 65_536))
            await _client.SendAsync(part);
        Assert.That((await _client.UntilAsync<AnswerMessage>()).Value, Is.EqualTo(Value.FromString(text)));
        Assert.That(_client.Parts, Is.EqualTo(5), "the answer comes in parts too");
    }

    private Task<AnswerMessage> CallAsync(string method, params Value[] arguments) =>
        _client.CallAsync(_server.Board.Id, method, arguments);

    private async Task RefusedAsync(AnswerMessage answer, string code, int warnings = 0)
    {
        Assert.That(answer.Code, Is.EqualTo(code));
        Assert.That(_server.Board.Count.Value, Is.Zero, "a call that failed has changed nothing");
        Assert.That(_server.Log.Warnings, Has.Count.EqualTo(warnings));
        Assert.That((await CallAsync("echo", Value.FromString("still"))).Value, Is.EqualTo(Value.FromString("still")));
    }
}
