using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>What a server counts for those who operate it.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class MeterTests(Carrier carrier)
{
    private TestServer _server = null!;
    private IMeterFactory _meters = null!;

    [SetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync(
        options => options.ConfigureApplication = application => _meters = application.Services.GetRequiredService<IMeterFactory>());

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Sessions_AreCountedWhileTheyAreThere()
    {
        using var meter = new MeterWitness(_meters);
        Assert.That(meter.Active, Is.Zero);
        await using var nobody = await _server.ConnectAsync(carrier);
        await using var first = await _server.JoinAsync(carrier);
        await using var second = await _server.JoinAsync(carrier);
        Assert.That(meter.Active, Is.EqualTo(2));
        await first.SendAsync(new ByeMessage(CloseCode.Normal));
        await second.SendAsync(new byte[] { 0xc1 });
        await nobody.SendAsync(new PongMessage());
        foreach (var client in new[] { nobody, first, second })
        {
            await client.EndAsync();
            await client.DisposeAsync();
        }
        await _server.LeftAsync("", 3);
        Assert.That(meter.Active, Is.Zero);
        Assert.That(meter.Counts, Is.EqualTo(new[]
        {
            "objecttree.connections.closed code=MALFORMED 1",
            "objecttree.connections.closed code=NONE 1",
            "objecttree.connections.closed code=UNAUTHENTICATED 1",
        }));
    }

    [Test]
    public async Task WhatIsRefused_IsCountedByItsCode()
    {
        using var meter = new MeterWitness(_meters);
        await using var client = await _server.JoinAsync(carrier);
        await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(new AttributeAddress(1, 1), 1)]));
        await client.UntilAsync<RejectMessage>();
        await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(new AttributeAddress(1, 1), 1)]));
        await client.UntilAsync<RejectMessage>(); // its first answer again, which counts once
        _server.Server.Handle<int>("refuse", () => throw new OperationRejectedException("NO_ROOM", "full"));
        _server.Server.Handle("allow", () => 1);
        foreach (var (call, name) in new[] { (1, "nothing"), (2, "refuse"), (3, "allow") })
        {
            await client.SendAsync(new CallMessage(call, CallMessage.Server, name, []));
            await client.UntilAsync<AnswerMessage>();
        }
        Assert.That(meter.Counts, Is.EqualTo(new[]
        {
            "objecttree.actions.rejected code=VALIDATION 1",
            "objecttree.calls.rejected code=FORBIDDEN 1",
            "objecttree.calls.rejected code=OTHER 1",
        }));
    }

    [Test]
    public async Task CallsOfAClient_AreCountedWhenItDoesNotAnswer_AndItsResponsesWhenNobodyAsked()
    {
        using var meter = new MeterWitness(_meters);
        await using var client = await _server.JoinAsync(carrier);
        await client.SendAsync(new HandlersMessage(["confirm"]));
        await client.SendAsync(new ResponseMessage(9, null, Value.Null));
        await client.SendAsync(new CallMessage(1, CallMessage.Server, "ready", []));
        await client.UntilAsync<AnswerMessage>();
        var session = _server.Tree.Sessions.Single();
        var answered = session.CallAsync("confirm");
        await client.SendAsync(new ResponseMessage((await client.UntilAsync<RequestMessage>()).Request, null, Value.Null));
        await answered.InTime();
        var late = session.CallAsync("confirm", timeout: TimeSpan.FromSeconds(2));
        await _server.PassUntilAsync(Task.WhenAny(late), atMost: 2.5);
        await Assert.ThrowsAsync<ClientCallException>(() => late);
        Assert.That(meter.Counts, Is.EqualTo(new[]
        {
            "objecttree.calls.rejected code=FORBIDDEN 1", // there is no "ready": it told that all before was taken
            "objecttree.calls.unanswered 1",
            "objecttree.responses.unasked 1",
        }));
    }

    [Test]
    public async Task Listener_ThatThrows_HarmsNobody()
    {
        using var meter = new MeterWitness(_meters);
        meter.IsBroken = true;
        await using var client = await _server.JoinAsync(carrier);
        await client.SendAsync(new CallMessage(1, CallMessage.Server, "nothing", []));
        Assert.That((await client.UntilAsync<AnswerMessage>()).Code, Is.EqualTo(RejectionCodes.Forbidden));
        await client.SendAsync(new byte[] { 0xc1 });
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
    }
}
