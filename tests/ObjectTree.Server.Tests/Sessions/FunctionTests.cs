using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Functions of the server itself.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class FunctionTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;

    private ObjectTreeServer Functions => _server.Server;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(options => options.Limits = new SessionLimits { RunningCalls = 3 });
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
    public async Task Function_OfEverySort_IsAnsweredWithItsResult()
    {
        var told = new List<string>();
        Functions.Handle("both", (Caller caller, int number) => $"{caller.User}: {number}");
        Functions.Handle("tell", (Caller caller, string text) => told.Add(caller.User + text));
        Functions.Handle("bothAsync", async (Caller caller, int number) =>
        {
            await Task.Yield();
            return number + caller.User.Length;
        });
        Functions.Handle("tellAsync", async (Caller caller, string text) =>
        {
            await Task.Yield();
            told.Add(caller.User + text);
        });
        Functions.Handle(
            "tokenAsync", (Caller _, int number, CancellationToken token) => Task.FromResult(token.CanBeCanceled ? number : 0));
        Functions.Handle("double", (int number) => 2 * number);
        Functions.Handle("doubleAsync", (int number) => Task.FromResult(2 * number));
        Functions.Handle("doubleTokenAsync", (int number, CancellationToken token) => Task.FromResult(token.CanBeCanceled ? number : 0));
        Functions.Handle("whoAmI", (Caller caller) => caller.User);
        Functions.Handle("whoAmIAsync", (Caller caller) => Task.FromResult(caller.User));
        Functions.Handle("now", () => 7);
        Functions.Handle("nowAsync", () => Task.FromResult(7));
        Functions.Handle("nothing", () => told.Add("nothing"));
        Functions.Handle("nothingAsync", () => Task.CompletedTask);
        Functions.Handle("whoTokenAsync", (Caller caller, CancellationToken token) => Task.FromResult(caller.User + token.CanBeCanceled));
        Functions.Handle("whoTellTokenAsync", async (Caller caller, CancellationToken token) =>
        {
            await Task.Yield();
            told.Add(caller.User + token.CanBeCanceled);
        });
        Functions.Handle("nowTokenAsync", (CancellationToken token) => Task.FromResult(token.CanBeCanceled ? 7 : 0));
        Functions.Handle("nothingTokenAsync", async token =>
        {
            await Task.Delay(0, token);
            told.Add("token");
        });
        Functions.Handle("whoeverAsync", _ => Task.CompletedTask);
        var (user, three) = (_client.Welcome!.User, Value.FromInt(3));

        Assert.That(await ResultAsync("both", three), Is.EqualTo(Value.FromString($"{user}: 3")));
        Assert.That(await ResultAsync("tell", Value.FromString("!")), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("bothAsync", three), Is.EqualTo(Value.FromInt(3 + user.Length)));
        Assert.That(await ResultAsync("tellAsync", Value.FromString("?")), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("tokenAsync", three), Is.EqualTo(three));
        Assert.That(await ResultAsync("double", three), Is.EqualTo(Value.FromInt(6)));
        Assert.That(await ResultAsync("doubleAsync", three), Is.EqualTo(Value.FromInt(6)));
        Assert.That(await ResultAsync("doubleTokenAsync", three), Is.EqualTo(three));
        Assert.That(await ResultAsync("whoAmI"), Is.EqualTo(Value.FromString(user)));
        Assert.That(await ResultAsync("whoAmIAsync"), Is.EqualTo(Value.FromString(user)));
        Assert.That(await ResultAsync("now"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nowAsync"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nothing"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("nothingAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("whoTokenAsync"), Is.EqualTo(Value.FromString(user + true)));
        Assert.That(await ResultAsync("whoTellTokenAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("nowTokenAsync"), Is.EqualTo(Value.FromInt(7)));
        Assert.That(await ResultAsync("nothingTokenAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("whoeverAsync"), Is.EqualTo(Value.Null));
        Assert.That(told, Is.EqualTo(new[] { user + "!", user + "?", "nothing", user + true, "token" }));
    }

    [Test]
    public async Task Function_WithRecords_TakesAndGivesMaps()
    {
        Functions.Handle("mirror", (Point point) => ImmutableArray.Create(new Point(point.Y, point.X)));
        var point = Value.FromMap(ValueMap.Create([new("x", Value.FromInt(1)), new("y", Value.FromInt(2))]));
        var mirrored = Value.FromMap(ValueMap.Create([new("x", Value.FromInt(2)), new("y", Value.FromInt(1))]));
        Assert.That(await ResultAsync("mirror", point), Is.EqualTo(Value.FromArray([mirrored])));
    }

    [Test]
    public async Task Function_ThatIsNotThere_IsForbidden()
    {
        var closing = Functions.Handle("there", () => 1);
        Assert.That((await CallAsync("there")).Code, Is.Null);
        closing.Dispose();
        foreach (var name in new[] { "there", "add", "toString", "dispose" })
            Assert.That((await CallAsync(name)).Code, Is.EqualTo(RejectionCodes.Forbidden));
        using var again = Functions.Handle("there", () => 2);
        closing.Dispose();
        Assert.That(await ResultAsync("there"), Is.EqualTo(Value.FromInt(2)), "who has closed its own closes no other");
    }

    [Test]
    public void Handle_WhatCannotBe_Throws()
    {
        Functions.Handle("there", () => 1);
        Assert.That(() => Functions.Handle("there", () => 2), Throws.ArgumentException.With.Message.Contains("'there'"));
        Assert.That(() => Functions.Handle("", () => 2), Throws.ArgumentException);
        Assert.That(() => Functions.Handle(new string('x', 65), () => 2), Throws.ArgumentException);
        Assert.That(() => Functions.Handle("when", (DateTime when) => when.Year), Throws.TypeOf<NotSupportedException>());
        Assert.That(
            () => Functions.Handle("board", () => _server.Board), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ids"));
    }

    [Test]
    public async Task Function_WithWrongArguments_IsInvalid()
    {
        Functions.Handle("double", (int number) => 2 * number);
        Functions.Handle("now", () => 7);
        Value[][] wrong = [[], [Value.FromInt(1), Value.FromInt(1)], [Value.FromString("1")], [Value.Null], [Value.FromInt(1L << 40)]];
        foreach (var arguments in wrong)
            Assert.That((await CallAsync("double", arguments)).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("now", Value.Null)).Code, Is.EqualTo(RejectionCodes.Validation));
        var call = TestClient.Encode(new CallMessage(99, CallMessage.Server, "double", [Value.Null])).ToArray();
        await _client.SendAsync((byte[])[.. call[..^1], 0xca, 0x7f, 0x80, 0, 0]);
        Assert.That((await _client.UntilAsync<AnswerMessage>()).Code, Is.EqualTo(RejectionCodes.Validation), "infinity is no value");
    }

    [Test]
    public async Task Function_ThatFails_TellsOnlyItsCaller()
    {
        Functions.Handle<int>("fail", () => throw new InvalidOperationException(Board.Secret));
        Functions.Handle<int>("refuse", () => throw new OperationRejectedException("NO_ROOM", "full"));
        var failed = await CallAsync("fail");
        Assert.That(failed.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That(failed.ToString(), Does.Not.Contain(Board.Secret).And.Not.Contain("Exception"));
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain(failed.Details["correlation"].AsString()).And.Contain("'fail'"));
        var refused = await CallAsync("refuse");
        Assert.That((refused.Code, refused.Value), Is.EqualTo(("NO_ROOM", Value.FromString("full"))));
    }

    [Test]
    public async Task Function_ThatWrites_DoesSoAsItsCallerInEveryTree()
    {
        var sources = new List<string?>();
        _server.Tree.Committed += transition => sources.Add(transition.Source);
        _server.Other.Committed += transition => sources.Add(transition.Source);
        Functions.Handle("add", async (int by) =>
        {
            _server.Board.Count.Value += by;
            await Task.Yield();
            _server.OtherBoard.Count.Value += by;
            _server.Board.Count.Value += by;
        });
        var answer = await CallAsync("add", Value.FromInt(2));
        while (_client.Replica.Position < answer.Position)
            await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Int(_server.Board.Id, "count"), Is.EqualTo(4), "who awaits a call sees what it did");
        Assert.That(sources, Is.EqualTo(Enumerable.Repeat(_client.Welcome!.User, 3)));
    }

    [Test]
    public async Task Functions_OfManyCallsInOneGo_AreAnsweredInOrderWithoutCountingAsRunning()
    {
        var count = 0;
        Functions.Handle("count", () => ++count);
        for (var i = 0; i < 100; i++)
            await _client.SendCallAsync(CallMessage.Server, "count");
        for (var i = 1; i <= 100; i++)
            Assert.That((await _client.UntilAsync<AnswerMessage>()).Value, Is.EqualTo(Value.FromInt(i)));
    }

    [Test]
    public async Task Function_ThatTakesTooLong_IsBusyCancelledAndNamed()
    {
        var begun = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Handle("wait", (int number, CancellationToken cancellation) =>
        {
            begun.SetResult(cancellation);
            return Task.Delay(Timeout.Infinite, cancellation);
        });
        var call = await _client.SendCallAsync(CallMessage.Server, "wait", Value.FromInt(1));
        var token = await begun.Task.InTime();
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        var answer = await _client.UntilAsync<AnswerMessage>();
        Assert.That((answer.Call, answer.Code), Is.EqualTo((call, RejectionCodes.Busy)));
        Assert.That(_server.Log.Warnings.Single().Text, Does.Contain("'wait'"));
        Assert.That(token.CanBeCanceled, Is.True);
    }

    [Test]
    public async Task Function_ThatBlocks_IsAnsweredWhenItsTimeIsOver()
    {
        using var release = new SemaphoreSlim(0);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Handle("block", () =>
        {
            begun.SetResult();
            release.Wait();
        });
        await _client.SendCallAsync(CallMessage.Server, "block");
        await begun.Task.InTime();
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await _client.UntilAsync<AnswerMessage>()).Code, Is.EqualTo(RejectionCodes.Busy));
        release.Release();
        Assert.That((await _client.CallAsync(_server.Board.Id, "add", Value.FromInt(1))).Code, Is.Null);
    }

    [Test]
    public async Task Functions_OfAnApplication_AreThereByInjection()
    {
        IServerFunctions? injected = null;
        await using var server = await TestServer.StartAsync(options => options.ConfigureApplication =
            application => injected = application.Services.GetRequiredService<IServerFunctions>());
        await using var client = await server.JoinAsync(carrier);
        injected!.Handle("now", () => 7);
        Assert.That((await client.CallAsync(CallMessage.Server, "now")).Value, Is.EqualTo(Value.FromInt(7)));
        Assert.That(() => server.Server.Handle("now", () => 8), Throws.ArgumentException);
    }

    public sealed record Point(int X, int Y);

    private Task<AnswerMessage> CallAsync(string name, params Value[] arguments) =>
        _client.CallAsync(CallMessage.Server, name, arguments);

    private async Task<Value> ResultAsync(string name, params Value[] arguments)
    {
        var answer = await CallAsync(name, arguments);
        Assert.That(answer.Code, Is.Null, answer.Value.ToString());
        return answer.Value;
    }
}
