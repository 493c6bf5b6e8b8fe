using ObjectTree.Client.Tests.Replica;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests;

namespace ObjectTree.Client.Tests.Sessions;

public class ConnectTests
{
    [Test]
    public async Task ConnectAsync_Welcomed_CompletesWithTheWholeState()
    {
        var server = new FakeServer { Options = new ObjectTreeClientOptions { Tree = "main", Token = "secret", Software = "me 1" } };
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();

        Assert.That(await wire.NextAsync(), Is.EqualTo(new HelloMessage([1], "main", "secret", null, "me 1")));
        wire.Send(FakeWire.Welcome());
        Assert.That(connecting.IsCompleted, Is.False);
        wire.Send(SampleTree.Whole, AnswerMessage.ToHello);

        await using var client = await connecting.Come();
        Assert.That(client.State, Is.EqualTo(ClientState.Ready));
        Assert.That(client.Tree.Objects, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task ConnectAsync_SnapshotOlderThanTheTree_CompletesWithTheFrameThatTheServerNames()
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();
        await wire.NextAsync<HelloMessage>();
        wire.Send(FakeWire.Welcome(), SampleTree.Whole, AnswerMessage.ToHello with { Position = 2 }, new FrameMessage([]));
        await wire.SettleAsync();
        Assert.That(connecting.IsCompleted, Is.False);

        wire.Send(new FrameMessage([]));

        await using var client = await connecting.Come();
    }

    [Test]
    public async Task ConnectAsync_ASecondSnapshotInsteadOfTheFrames_CompletesWithIt()
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();
        await wire.NextAsync<HelloMessage>();
        wire.Send(FakeWire.Welcome(), SampleTree.Whole, AnswerMessage.ToHello with { Position = 2 });
        await wire.SettleAsync();
        Assert.That(connecting.IsCompleted, Is.False);

        wire.Send(SampleTree.Whole);

        await using var client = await connecting.Come();
    }

    [Test]
    public async Task ConnectAsync_WithATokenProvider_SendsWhatItGives()
    {
        var server = new FakeServer { Options = new() { Token = "not this", TokenProvider = _ => new("secret") } };
        var connecting = server.ConnectAsync();

        Assert.That((await (await server.NextAsync()).WelcomeAsync()).Token, Is.EqualTo("secret"));

        await (await connecting.Come()).DisposeAsync();
    }

    [Test]
    public async Task ConnectAsync_TokenProviderThrows_FailsWithoutItsWords()
    {
        var server = new FakeServer { Options = new() { TokenProvider = _ => throw new InvalidOperationException("secret") } };

        var failure = await server.ConnectAsync().Failure<ConnectionException>();

        Assert.That(failure.Message, Does.Contain(nameof(InvalidOperationException)).And.Not.Contain("secret"));
    }

    [Test]
    public void Options_AsText_AreWithoutTheToken() =>
        Assert.That(new ObjectTreeClientOptions { Token = "secret" }.ToString(), Does.Not.Contain("secret"));

    [TestCase(CloseCode.Unauthenticated)]
    [TestCase(CloseCode.NoSuchTree)]
    [TestCase(CloseCode.Overloaded)]
    public async Task ConnectAsync_ServerSaysBye_FailsWithItsCode(CloseCode code)
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        (await server.NextAsync()).Send(new ByeMessage(code));

        Assert.That(await connecting.Failure<ConnectionException>(), Has.Property(nameof(ConnectionException.Code)).EqualTo(code));
    }

    [Test]
    public async Task ConnectAsync_CarrierEndsWithACode_FailsWithIt()
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        (await server.NextAsync()).End(CloseCode.Forbidden);

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.Forbidden));
    }

    [Test]
    public async Task ConnectAsync_NobodyThere_FailsWithoutACode()
    {
        var server = new FakeServer { Refusal = new IOException("refused") };
        Assert.That((await server.ConnectAsync().Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.None));
    }

    [Test]
    public async Task ConnectAsync_NoStateInTime_FailsAndLeaves()
    {
        var time = new WatchedTime();
        var server = new FakeServer { Options = new ObjectTreeClientOptions { TimeProvider = time } };
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();
        await wire.NextAsync<HelloMessage>();
        wire.Send(FakeWire.Welcome());

        time.Advance(server.Options.ConnectTimeout);

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.Timeout));
        Assert.That((await wire.NextAsync<ByeMessage>()).Code, Is.EqualTo(CloseCode.Normal));
    }

    [Test]
    public async Task ConnectAsync_Canceled_IsCanceled()
    {
        using var giveUp = new CancellationTokenSource();
        var server = new FakeServer();
        var connecting = server.ConnectAsync(giveUp.Token);
        await server.NextAsync();

        await giveUp.CancelAsync();

        await connecting.Failure<OperationCanceledException>();
    }

    [Test]
    public async Task ConnectAsync_OtherVersionChosen_IsRefused()
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();
        wire.Send(FakeWire.Welcome() with { Version = 2 });

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.VersionUnsupported));
    }

    [Test]
    public async Task ConnectAsync_SnapshotInParts_IsPutTogether()
    {
        var server = new FakeServer();
        var connecting = server.ConnectAsync();
        var wire = await server.NextAsync();
        wire.Send(FakeWire.Welcome());
        foreach (var part in MessageParts.Split(Some.Bytes(SampleTree.Whole), MessageParts.LeastLimit))
            wire.Send(part.ToArray());
        wire.Send(AnswerMessage.ToHello);

        await using var client = await connecting.Come();
        Assert.That(client.Tree.Objects, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Ping_IsAnsweredWithPong()
    {
        var (client, wire) = await new FakeServer().JoinedAsync();
        await using var _ = client;

        wire.Send(new PingMessage());

        await wire.NextAsync<PongMessage>();
    }

    [Test]
    public async Task DisposeAsync_SaysByeAndIsDone()
    {
        var (client, wire) = await new FakeServer().JoinedAsync();

        await client.DisposeAsync().AsTask().Come();

        Assert.That(await wire.NextAsync(), Is.EqualTo(new ByeMessage(CloseCode.Normal)));
        Assert.That(wire.ClientEndedWith, Is.EqualTo(CloseCode.Normal));
        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Normal));
        Assert.That(client.State, Is.EqualTo(ClientState.Closed));
        Assert.That(client.Tree.Objects, Has.Count.EqualTo(4));
        await client.DisposeAsync();
    }

    [Test]
    public async Task DisposeAsync_ByAnObserver_IsDoneWhenAllOthersAreTold()
    {
        var (client, wire) = await new FakeServer().JoinedAsync();
        var text = client.Tree.Object(2).GetAttribute<StringTopic>("text");
        var (disposing, told) = (new TaskCompletionSource<Task>(), new List<string>());
        text.Observe(_ => disposing.SetResult(client.DisposeAsync().AsTask()));
        text.Observe(change =>
        {
            told.Add(change.New);
            text.Observe(_ => Assert.Fail("it is told of what comes later"));
        });
        wire.Send(new FrameMessage([SampleTree.SetText(2, "last")]));

        await (await disposing.Task.Come()).Come();

        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Normal));
        Assert.That((told, text.Value), Is.EqualTo((new[] { "last" }, "last")));
    }

    [TestCase("ftp://host/tree")]
    [TestCase("host")]
    [TestCase("tcp://host")]
    public void ConnectAsync_UrlThatCannotBe_Throws(string url) =>
        Assert.Throws<ArgumentException>(() => _ = ObjectTreeClient.ConnectAsync(url));

    [Test]
    public async Task Frame_ThatDoesNotFit_IsAnsweredWithByeAndLeavesTheTree()
    {
        var server = new FakeServer { Options = new ObjectTreeClientOptions { Reconnect = false } };
        var (client, wire) = await server.JoinedAsync();
        var before = TreeText.Of(client.Tree);

        wire.Send(new FrameMessage([SampleTree.SetText(2, "x"), SampleTree.Insert(2, 5, Value.Null)]));

        Assert.That((await wire.NextAsync<ByeMessage>()).Code, Is.EqualTo(CloseCode.Malformed));
        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Malformed));
        Assert.That(TreeText.Of(client.Tree), Is.EqualTo(before));
    }
}
