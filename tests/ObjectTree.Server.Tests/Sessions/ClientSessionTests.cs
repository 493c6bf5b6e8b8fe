using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What the application sees of the clients that are there.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class ClientSessionTests(Carrier carrier)
{
    private TestServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync(options => options.Authenticate = Users.ByToken);

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Sessions_AreThoseWhoHaveJoined_ByTree()
    {
        await using var stranger = await _server.ConnectAsync(carrier);
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await using var bob = await _server.ConnectAsync(carrier);
        await bob.JoinAsync(bob, "other", "bob");

        Assert.That(_server.Server.Sessions.Select(one => one.User), Is.EquivalentTo(new[] { "ann", "bob" }));
        Assert.That(_server.Server.Sessions, Has.Count.EqualTo(2));
        Assert.That(_server.Tree.Sessions.Single().User, Is.EqualTo("ann"));
        Assert.That(_server.Other.Sessions.Single().User, Is.EqualTo("bob"));
        Assert.That(new Tree().Sessions, Is.Empty, "nobody offers it");
        Assert.That(_server.Server.Sessions.TryGet(bob.Welcome!.Session, out var found));
        Assert.That(found, Is.SameAs(_server.Other.Sessions.Single()));
        Assert.That(_server.Tree.Sessions.TryGet(bob.Welcome!.Session, out _), Is.False);
        await stranger.DisposeAsync();
    }

    [Test]
    public async Task Session_TellsWhoAndWhereTheClientIsAndSinceWhen()
    {
        await using var client = await _server.ConnectAsync(carrier);
        _server.Pass(TimeSpan.FromSeconds(2));
        await client.JoinAsync(client, "other", "ann");
        var joined = _server.Time.GetUtcNow();
        _server.Pass(TimeSpan.FromSeconds(3));

        var session = _server.Server.Sessions.Single();
        Assert.That(session.Id, Is.EqualTo(client.Welcome!.Session));
        Assert.That(session.User, Is.EqualTo("ann"));
        Assert.That(session.Caller.Principal.Identity!.IsAuthenticated);
        Assert.That(session.TreeName, Is.EqualTo("other"));
        Assert.That(session.Address, Is.InstanceOf<IPEndPoint>().With.Property(nameof(IPEndPoint.Address)).EqualTo(IPAddress.Loopback));
        Assert.That(session.Since, Is.EqualTo(joined));
        Assert.That(session.IsOpen);
        Assert.That(session.ToString(), Does.Contain("ann").And.Contain(session.Id).And.Contain("127.0.0.1"));
    }

    [Test]
    public async Task Session_KeepsWhatTheApplicationPutsThere()
    {
        await using var client = await _server.JoinAsync(carrier, "ann");
        _server.Tree.Sessions.Single().Items["colour"] = "red";
        Assert.That(_server.Server.Sessions.Single().Items["colour"], Is.EqualTo("red"));
    }

    [Test]
    public async Task Session_OfAClientThatDoesNotRead_Lags()
    {
        await using var client = await _server.JoinAsync(carrier, "ann");
        var session = _server.Tree.Sessions.Single();
        Assert.That(session.Lag, Is.Zero);
        for (var text = 'a'; session.Lag < 100_000; text++) // the network takes some of it
            _server.Board.Text.Value = new string(text, 50_000);
        Assert.That(session.Lag, Is.LessThan(1 << 21));
    }

    [TestCase(CloseCode.Normal)]
    [TestCase(CloseCode.GoingAway)]
    [TestCase(CloseCode.Unauthenticated)]
    [TestCase(CloseCode.Forbidden)]
    public async Task Close_TellsTheClientTheCodeAlone(CloseCode code)
    {
        await using var other = await _server.JoinAsync(carrier, "bob");
        var client = await _server.JoinAsync(carrier, "ann");
        var session = _server.Tree.Sessions.Single(one => one.User == "ann");

        var closing = session.CloseAsync(code);

        Assert.That(session.IsOpen, Is.False);
        Assert.That(_server.Tree.Sessions.Single().User, Is.EqualTo("bob"));
        Assert.That(await client.EndAsync(), Is.EqualTo(code));
        Assert.That(client.Bye!.Details.Count, Is.Zero);
        if (client is WebSocketTestClient socket)
            Assert.That(((long?)socket.CloseStatus, socket.CloseReason), Is.EqualTo(((long)code, code.Name())));
        await closing.InTime();
        await session.CloseAsync(CloseCode.Normal).InTime(); // again: nothing
        await other.CallAsync(_server.Board.Id, "whoAmI");
    }

    [Test]
    public async Task Close_OfAClientThatDoesNotRead_CompletesWithinASecond()
    {
        await using var client = await _server.JoinAsync(carrier, "ann");
        var session = _server.Tree.Sessions.Single();
        for (var text = 'a'; session.Lag == 0; text++)
            _server.Board.Text.Value = new string(text, 50_000);
        await _server.PassUntilAsync(session.CloseAsync(CloseCode.Forbidden), atMost: 1.5);
    }

    [Test]
    public async Task Close_WhileACallWaits_DropsTheCall()
    {
        await using var holder = await _server.JoinAsync(carrier, "bob");
        var client = await _server.JoinAsync(carrier, "ann");
        await holder.SendCallAsync(_server.Board.Id, "wait");
        await _server.Board.Waiting.Task.InTime();
        await client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));
        await client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));

        await _server.Tree.Sessions.Single(one => one.User == "ann").CloseAsync(CloseCode.Forbidden).InTime();
        _server.Board.Release.Release();

        await holder.UntilAsync<AnswerMessage>();
        await holder.CallAsync(_server.Board.Id, "whoAmI"); // behind the calls that waited
        Assert.That(_server.Board.Count.Value, Is.Zero);
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Forbidden));
    }

    [TestCase("observer")]
    [TestCase("reaction")]
    [TestCase("proposal")]
    [TestCase("call")]
    [TestCase("function")]
    public async Task Close_InWhatTheClientAskedFor_EndsItAndNobodyElse(string where)
    {
        await _server.DisposeAsync();
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = Users.ByToken;
            options.Tree.OnAction = async proposal =>
            {
                if (where == "proposal")
                    await CloseAsync();
            };
        });
        var pad = _server.Server.CreateObject<Pad>();
        using var function = _server.Server.Handle("leave", CloseAsync);
        if (where == "observer")
            pad.Count.Observe(_ => Close());
        if (where == "reaction")
            pad.Count.React(_ => Close());
        if (where == "call")
            _server.Board.Count.React(_ => Close());
        await using var other = await _server.JoinAsync(carrier, "bob");
        var client = await _server.JoinAsync(carrier, "ann");

        if (where is "call" or "function")
            await (where == "call" ? client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1)) : client.SendCallAsync(0, "leave"));
        else
            await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(new(pad.Id, 2), 5)]));

        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Forbidden));
        await _server.LeftAsync("");
        await other.CallAsync(_server.Board.Id, "whoAmI");
        Assert.That((pad.Count.Value, _server.Board.Count.Value), Is.EqualTo(where switch
        {
            "observer" or "reaction" => (5L, 0L), // it had begun
            "call" => (0L, 1L),
            _ => (0L, 0L),
        }));

        void Close() => _ = CloseAsync();

        Task CloseAsync() => _server.Tree.Sessions.Single(one => one.User == "ann").CloseAsync(CloseCode.Forbidden);
    }

    [Test]
    public async Task Close_WithACodeOfTheProtocol_IsRefused()
    {
        await using var client = await _server.JoinAsync(carrier, "ann");
        var session = _server.Tree.Sessions.Single();
        Assert.That(() => session.CloseAsync(CloseCode.Malformed), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(session.IsOpen);
    }

    [Test]
    public async Task Session_OfAClientThatLeft_IsNotThereAnyMore()
    {
        var client = await _server.JoinAsync(carrier, "ann");
        var session = _server.Tree.Sessions.Single();
        await client.DisposeAsync();
        await _server.LeftAsync("");
        Assert.That(_server.Server.Sessions, Is.Empty);
        Assert.That(session.IsOpen, Is.False);
        Assert.That(session.User, Is.EqualTo("ann"), "who was there is still known");
        await session.CloseAsync(CloseCode.Normal).InTime();
    }

    [Test]
    public async Task Sessions_OfAnApplication_AreInjected()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddObjectTree();
        await using var application = builder.Build();
        Assert.That(application.Services.GetRequiredService<ClientSessions>(), Is.Empty);
    }
}
