using System.Collections.Immutable;
using ObjectTree.Client.Tests.Replica;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Sessions;

public class CallTests
{
    private ObjectTreeClient _client = null!;
    private FakeWire _wire = null!;

    [SetUp]
    public async Task Join() =>
        (_client, _wire) = await new FakeServer { Options = new ObjectTreeClientOptions { Reconnect = false } }.JoinedAsync();

    [TearDown]
    public async Task Leave() => await _client.DisposeAsync();

    [Test]
    public async Task CallAsync_Answered_GivesTheResult()
    {
        var calling = _client.CallAsync<int>(_client.Tree.Object(2), "double", 21, null, "x");

        Assert.That(
            await _wire.NextAsync(),
            Is.EqualTo(new CallMessage(1, 2, "double", [Value.FromInt(21), Value.Null, Value.FromString("x")])));
        _wire.Send(Answer(1, Value.FromInt(42), 0));

        Assert.That(await calling.Come(), Is.EqualTo(42));
    }

    [Test]
    public async Task CallAsync_OfTheServer_NamesNoObjectAndCompletesWithItsFrame()
    {
        var calling = _client.CallAsync<ImmutableArray<Pair>>("swap", new Pair(1, 2));

        var pair = Value.FromMap(ValueMap.Create([new("left", Value.FromInt(1)), new("right", Value.FromInt(2))]));
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new CallMessage(1, CallMessage.Server, "swap", [pair])));
        _wire.Send(Answer(1, Value.FromArray([pair]), 1));
        await _wire.SettleAsync();
        Assert.That(calling.IsCompleted, Is.False);
        _wire.Send(new FrameMessage([SampleTree.SetText(2, "swapped")]));

        Assert.That(await calling.Come(), Is.EqualTo(new[] { new Pair(1, 2) }));
        Assert.Throws<ArgumentException>(() => _ = _client.CallAsync(""));
    }

    [TestCase("with\0")]
    [TestCase("a123456789b123456789c123456789d123456789e123456789f123456789g1234")]
    public async Task CallAsync_OfWhatIsNoName_IsRefusedHereAndSendsNothing(string name)
    {
        Assert.Throws<ArgumentException>(() => _ = _client.CallAsync(name));
        Assert.Throws<ArgumentException>(() => _ = _client.CallAsync(_client.Tree.Object(2), name));
        _ = _client.CallAsync("right");
        Assert.That((await _wire.NextAsync<CallMessage>()).Method, Is.EqualTo("right"));
    }

    [Test]
    public void CallAsync_WithATokenAmongTheArguments_SaysWhereItGoes() => Assert.That(
        () => _ = _client.CallAsync("wait", 5, CancellationToken.None),
        Throws.TypeOf<NotSupportedException>().With.Message.Contains("CancellationToken"));

    [Test]
    public async Task CallAsync_AnsweredBeforeItsFrame_CompletesWithTheFrame()
    {
        var calling = _client.CallAsync(2, "write");
        _wire.Send(Answer(1, Value.Null, 2), new FrameMessage([SampleTree.SetText(2, "one")]));
        await _wire.NextAsync<CallMessage>();
        await _wire.SettleAsync();
        Assert.That(calling.IsCompleted, Is.False);

        _wire.Send(new FrameMessage([SampleTree.SetText(2, "two")]));

        await calling.Come();
        Assert.That(_client.Tree.Object(2).GetAttribute("text").ToString(), Is.EqualTo("two"));
    }

    [Test]
    public async Task CallAsync_WaitsForAFrameThatASnapshotReplaces_CompletesWithTheSnapshot()
    {
        var calling = _client.CallAsync(2, "write");
        _wire.Send(Answer(1, Value.Null, 7));
        await _wire.NextAsync<CallMessage>();
        await _wire.SettleAsync();
        Assert.That(calling.IsCompleted, Is.False);

        _wire.Send(SampleTree.Whole);

        await calling.Come();
    }

    [Test]
    public async Task Answer_BeforeItsCall_IsNotKeptForIt()
    {
        _wire.Send(Answer(1, Value.FromString("early"), 7));
        await _wire.SettleAsync();
        var calling = _client.CallAsync(2, "write");
        await _wire.NextAsync<CallMessage>();

        _wire.Send(SampleTree.Whole, Answer(1, Value.FromString("asked for"), 0));

        Assert.That(await calling.Come(), Is.EqualTo(Value.FromString("asked for")));
    }

    [Test]
    public async Task CallAsync_AfterWrites_IsSentBehindThemAll()
    {
        _wire.Send(WritingFixture.Whole());
        await _wire.SettleAsync();
        var text = _client.Tree.Object(2).GetAttribute<StringTopic>("text");
        text.Insert(0, "1");
        text.Insert(1, "2"); // waits for the one before
        var calling = _client.CallAsync(2, "save");
        using var giveUp = new CancellationTokenSource();
        var canceled = _client.CallAsync(2, "never", [], giveUp.Token);
        await giveUp.CancelAsync();
        text.Insert(2, "3");

        Assert.That((await _wire.NextAsync<ActionMessage>()).Action, Is.EqualTo(1));
        await _wire.SettleAsync();
        _wire.Send(new AckMessage(1, 1, []), new FrameMessage([new StringOperation.Splice(new(2, 1), 0, 0, "1")]));

        Assert.That(
            await _wire.NextAsync<ActionMessage>(),
            Is.EqualTo(ActionMessage.Of(2, 2, 1, [new StringOperation.Splice(new(2, 1), 1, 0, "2")])),
            "what is written behind the call is no part of it");
        Assert.That((await _wire.NextAsync<CallMessage>()).Method, Is.EqualTo("save"));
        await canceled.Failure<OperationCanceledException>();
        _wire.End();
        await calling.Failure<ConnectionException>();
    }

    [Test]
    public async Task CallAsync_BehindAWriteThatWaits_FailsWithTheConnection()
    {
        _wire.Send(WritingFixture.Whole());
        await _wire.SettleAsync();
        var text = _client.Tree.Object(2).GetAttribute<StringTopic>("text");
        text.Insert(0, "1");
        text.Insert(1, "2");
        var calling = _client.CallAsync(2, "save");

        _wire.Send(new ByeMessage(CloseCode.GoingAway));

        Assert.That((await calling.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.GoingAway));
    }

    [Test]
    public async Task CallAsync_Refused_FailsWithCodeAndReason()
    {
        var calling = _client.CallAsync(2, "double", "no number");
        _wire.Send(new AnswerMessage(1, RejectionCodes.Validation, Value.FromString("no number"), 0, ValueMap.Empty));

        var exception = await calling.Failure<OperationRejectedException>();
        Assert.That((exception.Code, exception.Reason), Is.EqualTo((RejectionCodes.Validation, "no number")));
    }

    [Test]
    public async Task CallAsync_ConnectionEnds_FailsWithItsCode()
    {
        var calling = _client.CallAsync(2, "double", 1);
        _wire.Send(new ByeMessage(CloseCode.GoingAway));

        Assert.That((await calling.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.GoingAway));
    }

    [Test]
    public async Task CallAsync_NotConnected_FailsAtOnce()
    {
        _wire.End();
        await _client.Closed.Come();

        await _client.CallAsync(2, "double").Failure<ConnectionException>();
    }

    [Test]
    public async Task CallAsync_Canceled_IgnoresTheAnswer()
    {
        using var giveUp = new CancellationTokenSource();
        var calling = _client.CallAsync(2, "slow", [], giveUp.Token);
        await _wire.NextAsync<CallMessage>();

        await giveUp.CancelAsync();

        await calling.Failure<OperationCanceledException>();
        _wire.Send(Answer(1, Value.Null, 0));
        await _wire.SettleAsync();
    }

    [Test]
    public async Task CallAsync_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        var calling = Enumerable.Range(0, 50).Select(i => _client.CallAsync<int>(2, "echo", i)).ToList();
        var calls = new List<CallMessage>();
        for (var i = 0; i < 50; i++)
            calls.Add(await _wire.NextAsync<CallMessage>());
        foreach (var call in Enumerable.Reverse(calls))
            _wire.Send(Answer(call.Call, call.Arguments[0], 0));

        Assert.That(await Task.WhenAll(calling).Come(), Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public async Task CallAsync_ArgumentThatCannotTravel_ThrowsAndSendsNothing()
    {
        Assert.Throws<NotSupportedException>(() => _ = _client.CallAsync(2, "double", new object()));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = _client.CallAsync(2, "double", double.NaN));

        _ = _client.CallAsync(2, "next");
        Assert.That((await _wire.NextAsync<CallMessage>()).Method, Is.EqualTo("next"));
    }

    [Test]
    public async Task CallAsync_LargerThanTheServersMessage_TravelsInParts()
    {
        var (client, wire) = await new FakeServer().JoinedAsync(ProtocolLimits.Default with { Message = 100, Total = 1_000 });
        await using var _ = client;
        var calling = client.CallAsync(2, "write", new string('x', 500));
        var assembler = new MessageAssembler(100, 1_000);
        ReadOnlyMemory<byte>? whole = null;
        while (whole is null)
            whole = assembler.Add(Protocol.Tests.Some.Bytes(await wire.NextAsync<PartMessage>()));

        var call = (CallMessage)MessageReader.Read(whole.Value, ReadLimits.FromClient);
        wire.Send(Answer(call.Call, Value.Null, 0));

        await calling.Come();
        Assert.That(call.Arguments[0].AsString(), Has.Length.EqualTo(500));
        await client.CallAsync(2, "write", new string('x', 1_000)).Failure<ArgumentException>();
    }

    [Test]
    public async Task CallAsync_MoreElementsOrDepthThanTheServerTakes_ThrowsAndSendsNothing()
    {
        var (client, wire) = await new FakeServer().JoinedAsync(ProtocolLimits.Default with { Elements = 10, Depth = 3 });
        await using var _ = client;
        ImmutableArray<string> nine = [.. Enumerable.Repeat("x", 9)];
        ImmutableArray<ImmutableArray<ImmutableArray<string>>> deep = [[["x"]]];

        await client.CallAsync(2, "write", nine, nine).Failure<ArgumentException>();
        await client.CallAsync(2, "write", deep).Failure<ArgumentException>();
        var calling = client.CallAsync(2, "next", 1);
        wire.Send(Answer((await wire.NextAsync<CallMessage>()).Call, Value.Null, 0));

        await calling.Come();
    }

    [Test]
    public async Task CallAsync_InsideWhatIsRecordedOrDrafted_ThrowsAndSendsNothing()
    {
        Action[] calls =
        [
            () => _ = _client.CallAsync(2, "write"),
            () => _ = _client.CallAsync<int>(_client.Tree.Object(2), "write"),
            () => _ = _client.CallAsync("write"),
        ];

        foreach (var call in calls)
        {
            Assert.Throws<InvalidOperationException>(() => _ = _client.RecordAsync(call));
            Assert.Throws<InvalidOperationException>(() => _client.Tree.Draft(call));
        }

        _ = _client.CallAsync(2, "next");
        Assert.That((await _wire.NextAsync<CallMessage>()).Method, Is.EqualTo("next"));
    }

    [Test]
    public async Task CallAsync_InsideAnotherTree_FailsAndSendsNothing()
    {
        var other = (await new FakeServer().JoinedAsync()).Client;
        await using var leaving = other;

        await other.Tree.Read(() => _client.CallAsync(2, "write")).Failure<InvalidOperationException>();

        var calling = _client.Tree.Read(() => _client.CallAsync(2, "next")); // its own is no other
        Assert.That((await _wire.NextAsync<CallMessage>()).Method, Is.EqualTo("next"));
        Assert.That(calling.IsCompleted, Is.False);
    }

    public sealed record Pair(int Left, int Right);

    private static AnswerMessage Answer(long call, Value result, long position) => new(call, null, result, position, ValueMap.Empty);
}
