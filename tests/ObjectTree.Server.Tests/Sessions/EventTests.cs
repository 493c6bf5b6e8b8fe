using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Events that clients emit, where the server opens them, and that it emits to them.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class EventTests(Carrier carrier)
{
    private readonly List<string> _proposed = [];
    private TestServer _server = null!;
    private TestClient _ann = null!;
    private TestClient _bob = null!;
    private Bell _bell = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _proposed.Clear();
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = Users.ByToken;
            options.Tree.Policies.Add<Bell>("ann", (caller, _) => caller.User == "ann");
            options.Tree.OnAction = async proposal =>
            {
                var emit = (EventOperation.Emit)proposal.Operations.Single();
                _proposed.Add(emit.Args.AsString());
                if (emit.Args.AsString() == "rude")
                    throw new OperationRejectedException("RUDE", "Not here");
            };
        });
        _bell = _server.Server.CreateObject<Bell>();
        (_ann, _bob) = (await _server.JoinAsync(carrier, "ann"), await _server.JoinAsync(carrier, "bob"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _ann.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Emit_OfWhatIsOpen_IsHeardByTheServerAndAllClients()
    {
        var heard = new List<(string, string?)>();
        _bell.Rung.React(ring => heard.Add((ring.Args, _server.Tree.Source)));
        await EmitAsync(_bob, 1, "ding");
        await _bob.UntilAsync<AckMessage>();
        foreach (var client in new[] { _ann, _bob })
            Assert.That((await client.UntilAsync<FrameMessage>()).Operations[0], Is.EqualTo(Emit(1, "ding")));
        Assert.That((heard, _bell.Heard.Value, _proposed), Is.EqualTo((new[] { ("ding", "bob") }, 1, new[] { "ding" })));
    }

    [Test]
    public async Task Emit_OfTheServer_IsHeardByAllClients()
    {
        _bell.Tolled.Emit("noon");
        foreach (var client in new[] { _ann, _bob })
            Assert.That((await client.UntilAsync<FrameMessage>()).Operations.Single(), Is.EqualTo(Emit(3, "noon")));
    }

    [TestCase(1, "far too loud", RejectionCodes.Validation)]
    [TestCase(1, "rude", "RUDE")]
    [TestCase(2, "dong", RejectionCodes.Forbidden, Description = "the policy is for another")]
    [TestCase(3, "dong", RejectionCodes.Forbidden, Description = "it is closed")]
    public async Task Emit_ThatMayNotBe_IsRefusedAndNobodyHearsIt(int attribute, string args, string code)
    {
        var version = _server.Tree.Version;
        await EmitAsync(_bob, attribute, args);
        Assert.That((await _bob.UntilAsync<RejectMessage>()).Code, Is.EqualTo(code));
        Assert.That(_server.Tree.Version, Is.EqualTo(version));
    }

    [Test]
    public async Task Emit_ByPolicy_IsMade()
    {
        await EmitAsync(_ann, 2, "dong");
        await _ann.UntilAsync<AckMessage>();
        Assert.That((await _bob.UntilAsync<FrameMessage>()).Operations.Single(), Is.EqualTo(Emit(2, "dong")));
    }

    private Task EmitAsync(TestClient client, int attribute, string args) =>
        client.SendAsync(ActionMessage.Of(1, 1, client.Replica.Position, [Emit(attribute, args)]));

    private EventOperation.Emit Emit(int attribute, string args) =>
        new(new AttributeAddress(_bell.Id, attribute), Value.FromString(args));
}
