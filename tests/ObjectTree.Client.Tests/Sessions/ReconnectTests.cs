using ObjectTree.Client.Tests.Replica;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Sessions;

/// <summary>Chance is always the middle here, so the first wait is 0.5 s.</summary>
public class ReconnectTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);

    private WatchedTime _time = null!;
    private FakeServer _server = null!;

    [SetUp]
    public void Begin()
    {
        _time = new WatchedTime();
        _server = new FakeServer { Options = new ObjectTreeClientOptions { TimeProvider = _time, Random = new HalfRandom() } };
    }

    [Test]
    public async Task ConnectionLost_ConnectsAgainAndTakesTheNewState()
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;
        var states = new List<ClientState>();
        client.StateChanged += states.Add;
        var old = client.Tree.Object(2);

        wire.End();
        _time.Advance(await _time.WaitOf(First));
        var next = await _server.NextAsync();
        await next.WelcomeAsync();
        await next.SettleAsync();

        Assert.That(states, Is.EqualTo([ClientState.Reconnecting, ClientState.Ready]));
        Assert.That(old.IsDestroyed);
        Assert.That(client.Tree.Object(2), Is.Not.SameAs(old));
        next.Send(new FrameMessage([SampleTree.SetText(2, "goes on")]));
        await next.SettleAsync();
        Assert.That(client.Tree.Object(2).GetAttribute("text").ToString(), Is.EqualTo("goes on"));
    }

    [TestCase("e1", true)]
    [TestCase("e2", false)]
    public async Task Draft_OutlivesALostConnection_UnlessTheTreeIsAnother(string epoch, bool isOpen)
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;
        var draft = client.Tree.Draft(() => client.Tree.Create("Note", client.Tree.Root));

        wire.End();
        _time.Advance(await _time.WaitOf(First));
        var next = await _server.NextAsync();
        await next.NextAsync<HelloMessage>();
        next.Send(FakeWire.Welcome() with { Epoch = epoch }, SampleTree.Whole, AnswerMessage.ToHello);
        await next.SettleAsync();

        Assert.That((draft.IsOpen, client.Tree.Root.Children.Count), Is.EqualTo((isOpen, isOpen ? 3 : 2)));
    }

    [Test]
    public async Task IdentityExpired_WithATokenProvider_ConnectsWithANewTokenOnce()
    {
        var tokens = 0;
        _server = new FakeServer { Options = _server.Options with { TokenProvider = _ => new($"token {++tokens}") } };
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;

        wire.Send(new ByeMessage(CloseCode.Unauthenticated));
        _time.Advance(await _time.WaitOf(First));
        var next = await _server.NextAsync();
        Assert.That((await next.WelcomeAsync()).Token, Is.EqualTo("token 2"));
        await next.SettleAsync();
        next.Send(new ByeMessage(CloseCode.Unauthenticated));

        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Unauthenticated));
    }

    [Test]
    public async Task ServerAway_WaitsLongerEachTimeUpToHalfAMinute()
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;
        _server.Refusal = new IOException("away");

        wire.End();

        foreach (var seconds in (double[])[0.5, 1, 2, 4, 8, 15, 15])
            _time.Advance(await _time.WaitOf(TimeSpan.FromSeconds(seconds)));
        Assert.That(client.State, Is.EqualTo(ClientState.Reconnecting));
    }

    [Test]
    public async Task ServerSaysWhen_IsObeyed()
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;

        wire.Send(new ByeMessage(CloseCode.Restarting) with { RetryAfter = 12_345 });

        _time.Advance(await _time.WaitOf(TimeSpan.FromMilliseconds(12_345)));
        await _server.NextAsync();
    }

    [TestCase(CloseCode.TooBig)]
    [TestCase(CloseCode.Malformed)]
    [TestCase(CloseCode.Unauthenticated)]
    [TestCase(CloseCode.Forbidden)]
    [TestCase(CloseCode.ProtocolState)]
    [TestCase(CloseCode.Superseded)]
    [TestCase(CloseCode.VersionUnsupported)]
    public async Task CodeThatStops_ClosesForGood(CloseCode code)
    {
        var (client, wire) = await _server.JoinedAsync();

        wire.Send(new ByeMessage(code));

        Assert.That(await client.Closed.Come(), Is.EqualTo(code));
        Assert.That(client.State, Is.EqualTo(ClientState.Closed));
    }

    [Test]
    public async Task FaultOfTheServer_IsTriedThreeTimesAtMost()
    {
        var (client, wire) = await _server.JoinedAsync();
        foreach (var seconds in (double[])[0.5, 1, 2])
        {
            wire.Send(new ByeMessage(CloseCode.Internal));
            _time.Advance(await _time.WaitOf(TimeSpan.FromSeconds(seconds)));
            wire = await _server.NextAsync();
        }
        wire.Send(new ByeMessage(CloseCode.Internal));

        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Internal));
    }

    [Test]
    public async Task FrameThatDoesNotFit_JoinsAfresh()
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;

        wire.Send(new FrameMessage([SampleTree.Insert(2, 5, Value.Null)]));

        Assert.That((await wire.NextAsync<ByeMessage>()).Code, Is.EqualTo(CloseCode.Malformed));
        _time.Advance(await _time.WaitOf(First));
        await (await _server.NextAsync()).WelcomeAsync();
    }

    [Test]
    public async Task ServerThatNeverFits_IsTriedThreeTimesAtMost()
    {
        var (client, wire) = await _server.JoinedAsync();
        foreach (var seconds in (double[])[0.5, 1, 2])
        {
            wire.Send(new FrameMessage([SampleTree.Insert(2, 5, Value.Null)]));
            _time.Advance(await _time.WaitOf(TimeSpan.FromSeconds(seconds)));
            wire = await _server.NextAsync();
            await wire.WelcomeAsync();
        }
        wire.Send(new FrameMessage([SampleTree.Insert(2, 5, Value.Null)]));

        Assert.That(await client.Closed.Come(), Is.EqualTo(CloseCode.Malformed));
    }

    [Test]
    public async Task Silence_ConnectsAgain()
    {
        var (client, wire) = await _server.JoinedAsync(ProtocolLimits.Default with { Silence = TimeSpan.FromSeconds(10) });
        await using var _ = client;

        _time.Advance(TimeSpan.FromSeconds(9));
        await wire.SettleAsync(); // heard: from here on it counts anew
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.That(client.State, Is.EqualTo(ClientState.Ready));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await wire.NextAsync<ByeMessage>()).Code, Is.EqualTo(CloseCode.Unresponsive));
        _time.Advance(await _time.WaitOf(First));
        await (await _server.NextAsync()).WelcomeAsync();
    }

    [Test]
    public async Task GoodConnection_BeginsTheWaitsAnew()
    {
        var (client, wire) = await _server.JoinedAsync();
        await using var _ = client;
        wire.End();
        _time.Advance(await _time.WaitOf(First));
        wire = await _server.NextAsync();
        await wire.WelcomeAsync();
        await wire.SettleAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        await wire.SettleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        wire.End();

        Assert.That(await _time.WaitOf(First, TimeSpan.FromSeconds(1)), Is.EqualTo(First));
    }

    [Test]
    public async Task DisposeAsync_WhileWaiting_IsDoneAtOnce()
    {
        var (client, wire) = await _server.JoinedAsync();
        wire.End();
        await _time.WaitOf(First);

        await client.DisposeAsync().AsTask().Come();

        Assert.That(await client.Closed, Is.EqualTo(CloseCode.Normal));
    }

    [Test]
    public async Task DisposeAsync_WhileJoiningAgain_IsDoneAtOnce()
    {
        var (client, wire) = await _server.JoinedAsync();
        wire.End();
        _time.Advance(await _time.WaitOf(First));
        var next = await _server.NextAsync();
        await next.NextAsync<HelloMessage>();

        await client.DisposeAsync().AsTask().Come();

        Assert.That(await client.Closed, Is.EqualTo(CloseCode.Normal));
    }
}
