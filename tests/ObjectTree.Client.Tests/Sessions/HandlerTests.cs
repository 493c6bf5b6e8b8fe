using ObjectTree.Client.Tests.Replica;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Sessions;

/// <summary>What the server calls of a client.</summary>
public class HandlerTests
{
    private readonly WatchedTime _time = new();
    private FakeServer _server = null!;
    private ObjectTreeClient _client = null!;
    private FakeWire _wire = null!;

    [SetUp]
    public async Task Join()
    {
        _server = new FakeServer { Options = new ObjectTreeClientOptions { TimeProvider = _time, Random = new HalfRandom() } };
        (_client, _wire) = await _server.JoinedAsync(new ProtocolLimits { Elements = 300 });
    }

    [TearDown]
    public async Task Leave() => await _client.DisposeAsync();

    [Test]
    public async Task Handle_OfEverySort_AnswersWithItsResult()
    {
        var told = new List<string>();
        _client.Handle("double", (int number) => 2 * number);
        _client.Handle("tell", (string text) => told.Add(text));
        _client.Handle("doubleAsync", (int number) => Task.FromResult(2 * number));
        _client.Handle("tellAsync", async (string text) =>
        {
            await Task.Yield();
            told.Add(text);
        });
        _client.Handle("tokenAsync", (int number, CancellationToken token) => Task.FromResult(token.CanBeCanceled ? number : 0));
        _client.Handle("tellTokenAsync", (string text, CancellationToken _) =>
        {
            told.Add(text);
            return Task.CompletedTask;
        });
        _client.Handle("now", () => 7);
        _client.Handle("nothing", () => told.Add("nothing"));
        _client.Handle("nowAsync", () => Task.FromResult(7));
        _client.Handle("nothingAsync", () => Task.CompletedTask);
        _client.Handle("swap", (Pair pair) => new Pair(pair.Right, pair.Left));
        _client.Handle("orSeven", (int? number) => number ?? 7);
        _client.Handle("nowTokenAsync", token => Task.FromResult(token.CanBeCanceled ? 7 : 0));
        _client.Handle("nothingTokenAsync", async (CancellationToken token) =>
        {
            await Task.Delay(0, token);
            told.Add("token");
        });
        await HandlersAsync(14);
        var three = Value.FromInt(3);

        Assert.That(await ResultAsync("double", three), Is.EqualTo(Value.FromInt(6)));
        Assert.That(await ResultAsync("tell", Value.FromString("a")), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("doubleAsync", three), Is.EqualTo(Value.FromInt(6)));
        Assert.That(await ResultAsync("tellAsync", Value.FromString("b")), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("tokenAsync", three), Is.EqualTo(three));
        Assert.That(await ResultAsync("tellTokenAsync", Value.FromString("c")), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("now"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nothing"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("nowAsync"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nothingAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("swap", PairOf(1, 2)), Is.EqualTo(PairOf(2, 1)));
        Assert.That(await ResultAsync("orSeven", Value.Null), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nowTokenAsync"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nothingTokenAsync"), Is.EqualTo(Value.Null));
        Assert.That(told, Is.EqualTo(new[] { "a", "b", "c", "nothing", "token" }));
    }

    [Test]
    public async Task Handle_OfEveryWayToWriteIt_IsWhatItLooksLike()
    {
        var told = new List<string>();
        (string Name, IDisposable Handler)[] taking =
        [
            ("tell", _client.Handle<string>("tell", text => told.Add(text))),
            ("tell nothing", _client.Handle<string>("tell nothing", _ => { })),
            ("tell task", _client.Handle<string>("tell task", _ => Task.CompletedTask)),
            ("tell async", _client.Handle<string>("tell async", async text => await Task.Delay(text.Length - 1))),
            ("tell group", _client.Handle<string>("tell group", told.Add)),
            ("tell token", _client.Handle<string>("tell token", (_, token) => Task.Delay(0, token))),
            ("ask", _client.Handle<string, string>("ask", text => text)),
            ("ask task", _client.Handle<string, string>("ask task", Task.FromResult)),
            ("ask async", _client.Handle<string, string>("ask async", async text =>
            {
                await Task.Yield();
                return text;
            })),
            ("ask token", _client.Handle<string, string>("ask token", (text, _) => Task.FromResult(text))),
            ("ask in vain", _client.Handle<string, string>("ask in vain", _ => throw new OperationRejectedException("a", "in vain"))),
        ];
        (string Name, IDisposable Handler)[] takingNone =
        [
            ("now task", _client.Handle<string>("now task", () => Task.FromResult("a"))),
            ("now token", _client.Handle<string>("now token", _ => Task.FromResult("a"))), // a result, so that the type is that of it
            ("now typed token", _client.Handle("now typed token", (CancellationToken _) => Task.FromResult("a"))),
            ("now async", _client.Handle("now async", async token =>
            {
                await Task.Delay(0, token);
                return "a";
            })),
            ("now in vain", _client.Handle<string>("now in vain", () => throw new OperationRejectedException("a", "in vain"))),
        ];
        await HandlersAsync(taking.Length + takingNone.Length);

        foreach (var (name, _) in taking)
        {
            var response = await CallAsync(name, Value.FromString("a"));
            var expected = name.StartsWith("tell", StringComparison.Ordinal) ? Value.Null : Value.FromString("a");
            Assert.That(response.Code is { } code ? Value.FromString(code) : response.Value, Is.EqualTo(expected), name);
        }
        foreach (var (name, _) in takingNone)
        {
            var response = await CallAsync(name);
            Assert.That(response.Code ?? response.Value.AsString(), Is.EqualTo("a"), name);
        }
        Assert.That(told, Is.EqualTo(new[] { "a", "a" }));
    }

    [Test]
    public async Task Handlers_ThatChange_AreToldAgain()
    {
        var closing = _client.Handle("confirm", () => true);
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new HandlersMessage(["confirm"])));
        closing.Dispose();
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new HandlersMessage([])));
        using var again = _client.Handle("confirm", () => false);
        closing.Dispose();
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new HandlersMessage(["confirm"])));
        Assert.That(await ResultAsync("confirm"), Is.EqualTo(Value.FromBool(false)), "who has ended its own ends no other");
    }

    [Test]
    public async Task Handlers_ThatChangeWhileTheyAreTold_AreToldTogether()
    {
        var way = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _wire.Way = way.Task;
        for (var i = 0; i < 256; i++)
            _client.Handle($"h{i}", () => 1);
        way.SetResult();

        var told = (await _wire.NextAsync<HandlersMessage>()).Names.Length;
        if (told < 256)
            told = (await _wire.NextAsync<HandlersMessage>()).Names.Length;
        await _wire.SettleAsync(); // there is no third

        Assert.That(told, Is.EqualTo(256));
    }

    [Test]
    public async Task Handlers_AfterAReconnection_AreToldTheNextSession()
    {
        _client.Handle("confirm", () => true);
        await HandlersAsync(1);
        _wire.End();
        _time.Advance(await _time.WaitOf(TimeSpan.FromSeconds(0.5)));
        _wire = await _server.NextAsync();
        await _wire.WelcomeAsync();
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new HandlersMessage(["confirm"])));
        Assert.That(await ResultAsync("confirm"), Is.EqualTo(Value.FromBool(true)));
    }

    [Test]
    public async Task Request_BeforeItsFrames_RunsWhenTheyAreApplied()
    {
        _client.Handle("read", () => _client.Tree.Object(2).GetAttribute("text").ToString());
        await HandlersAsync(1);
        _wire.Send(
            new RequestMessage(1, "read", [], 2, 1_000), new FrameMessage([SampleTree.SetText(2, "one")]));
        await _wire.SettleAsync();
        _wire.Send(new FrameMessage([SampleTree.SetText(2, "two")]));
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new ResponseMessage(1, null, Value.FromString("two"))));
        _wire.Send(new RequestMessage(2, "read", [], 9, 1_000), SampleTree.Whole);
        Assert.That(await _wire.NextAsync<ResponseMessage>(), Has.Property("Request").EqualTo(2), "a snapshot holds all");
    }

    [Test]
    public async Task Requests_MoreThanAClientAnswersTogether_AreBusy()
    {
        _client.Handle("now", () => 7);
        await HandlersAsync(1);
        for (var request = 1; request <= 257; request++)
            _wire.Send(new RequestMessage(request, "now", [], 9, 60_000)); // so many frames do not come

        var busy = await _wire.NextAsync<ResponseMessage>();
        Assert.That((busy.Request, busy.Code), Is.EqualTo((257, RejectionCodes.Busy)));
        _wire.Send(SampleTree.Whole);
        for (var answered = 0; answered < 256; answered++)
            Assert.That(await _wire.NextAsync<ResponseMessage>(), Has.Property("Code").Null);
        Assert.That(await ResultAsync("now"), Is.EqualTo(Value.FromInt(7)), "there is room again");
    }

    [Test]
    public async Task Refusal_ThatTheServerDoesNotTakeEither_IsDropped()
    {
        var (client, wire) = await _server.JoinedAsync(new ProtocolLimits { Message = 64, Total = 64 });
        await using var _ = client;
        var unobserved = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs failed) => unobserved.Enqueue(failed.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        for (var request = 0; request <= 256; request++)
            wire.Send(new RequestMessage((1L << 40) + request, "now", [], 9, 60_000));

        await wire.SettleAsync(); // the last is refused, in 65 bytes and more
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Note;

        Assert.That(unobserved, Has.None.Property("InnerException").InstanceOf<ArgumentException>(), "other tests leave calls alone");
    }

    [Test]
    public async Task Request_OfWhatIsNotHandled_IsNotFound()
    {
        _client.Handle("confirm", () => true);
        await HandlersAsync(1);
        foreach (var name in new[] { "other", "Confirm", "toString", "Dispose" })
            Assert.That((await CallAsync(name)).Code, Is.EqualTo(RejectionCodes.NotFound));
    }

    [Test]
    public async Task Request_WhoseHandlerFails_TellsWhatItSaysAndNoMore()
    {
        _client.Handle("refuse", () => throw new OperationRejectedException("NO_ROOM", "the dialog is open"));
        _client.Handle("fail", void () => throw new InvalidOperationException("no dialog \ud83d" + new string('x', 2_000)));
        await HandlersAsync(2);
        var refused = await CallAsync("refuse");
        Assert.That((refused.Code, refused.Value), Is.EqualTo(("NO_ROOM", Value.FromString("the dialog is open"))));
        var failed = await CallAsync("fail");
        Assert.That(failed.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That(failed.Value.AsString(), Does.StartWith("no dialog \ufffdxxx").And.Length.EqualTo(1_024).And.Not.Contains("   at "));
    }

    [Test]
    public async Task Request_WithWrongArguments_IsInvalid()
    {
        _client.Handle("double", (int number) => 2 * number);
        _client.Handle("confirm", (string question) => question.Length);
        _client.Handle("now", () => 7);
        _client.Handle("nothing", () => { });
        await HandlersAsync(4);
        foreach (var wrong in new[] { Value.Null, Value.FromString("1"), Value.FromInt(1L << 40), Value.FromReference(1) })
            Assert.That((await CallAsync("double", wrong)).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("double")).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("confirm")).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("now", Value.FromInt(1))).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("nothing", Value.Null)).Code, Is.EqualTo(RejectionCodes.Validation));
    }

    [Test]
    public async Task Request_WhoseResultIsMoreThanTheServerTakes_IsLimited()
    {
        _client.Handle("large", () => new string('x', 2_000_000));
        _client.Handle("many", () => System.Collections.Immutable.ImmutableArray.CreateRange(Enumerable.Range(0, 400)));
        await HandlersAsync(2);
        Assert.That((await CallAsync("large")).Code, Is.EqualTo(RejectionCodes.Limit));
        Assert.That((await CallAsync("many")).Code, Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public async Task Request_WhoseTimeIsOver_IsCancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Handle("wait", async (string _, CancellationToken token) =>
        {
            token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
        });
        await HandlersAsync(1);
        _wire.Send(new RequestMessage(1, "wait", [Value.FromString("")], 0, 2_500));
        await _time.WaitOf(TimeSpan.FromSeconds(2.5));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        await cancelled.Task.Come();
        Assert.That(await _wire.NextAsync<ResponseMessage>(), Has.Property("Code").EqualTo(RejectionCodes.Internal));
    }

    [Test]
    public async Task Request_WhoseConnectionEnds_IsCancelled()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Handle("wait", async (string _, CancellationToken token) =>
        {
            token.Register(cancelled.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        await HandlersAsync(1);
        _wire.Send(new RequestMessage(1, "wait", [Value.FromString("")], 0, 2_000));
        await begun.Task.Come();
        _wire.End();
        await cancelled.Task.Come();
    }

    [Test]
    public async Task Requests_RunBesideEachOther()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Handle("wait", () => gate.Task);
        _client.Handle("block", () => gate.Task.Wait());
        _client.Handle("now", () => 7);
        await HandlersAsync(3);
        _wire.Send(new RequestMessage(1, "wait", [], 0, 1_000), new RequestMessage(2, "block", [], 0, 1_000));
        Assert.That((await CallAsync("now")).Value, Is.EqualTo(Value.FromInt(7)));
        gate.SetResult();
        Assert.That(
            new[] { (await _wire.NextAsync<ResponseMessage>()).Request, (await _wire.NextAsync<ResponseMessage>()).Request },
            Is.EquivalentTo(new[] { 1, 2 }));
    }

    [Test]
    public void Handle_WhatCannotBe_Throws()
    {
        _client.Handle("there", () => 1);
        Assert.That(() => _client.Handle("there", () => 2), Throws.ArgumentException.With.Message.Contains("'there'"));
        Assert.That(() => _client.Handle("", () => 2), Throws.ArgumentException);
        Assert.That(() => _client.Handle(new string('x', 65), () => 2), Throws.ArgumentException);
        Assert.That(() => _client.Handle("when", (DateTime when) => when.Year), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => _client.Handle("when", () => DateTime.UnixEpoch), Throws.TypeOf<NotSupportedException>());
        for (var i = 1; i < 256; i++)
            _client.Handle($"h{i}", () => 1);
        Assert.That(() => _client.Handle("h256", () => 2), Throws.InvalidOperationException.With.Message.Contains("256"));
    }

    private long _last = 100;

    /// <summary>Waits until so many handlers are told.</summary>
    private async Task HandlersAsync(int count)
    {
        while ((await _wire.NextAsync<HandlersMessage>()).Names.Length < count)
        {
        }
    }

    private async Task<ResponseMessage> CallAsync(string name, params Value[] arguments)
    {
        _wire.Send(new RequestMessage(++_last, name, [.. arguments], 0, 60_000));
        var response = await _wire.NextAsync<ResponseMessage>();
        Assert.That(response.Request, Is.EqualTo(_last));
        return response;
    }

    private async Task<Value> ResultAsync(string name, params Value[] arguments)
    {
        var response = await CallAsync(name, arguments);
        Assert.That(response.Code, Is.Null, response.Value.ToString());
        return response.Value;
    }

    public sealed record Pair(int Left, int Right);

    private static Value PairOf(long left, long right) =>
        Value.FromMap(ValueMap.Create([new("left", Value.FromInt(left)), new("right", Value.FromInt(right))]));
}
