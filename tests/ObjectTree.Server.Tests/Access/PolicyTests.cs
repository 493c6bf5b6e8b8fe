using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Who may write and call what: by rules of the tree, and by policies of the application's authorization.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class PolicyTests(Carrier carrier)
{
    private TestServer _server = null!;
    private Sheet _sheet = null!;
    private Func<Caller, Sheet, bool> _owner = null!;
    private Func<ClaimsPrincipal, Sheet, Task<bool>> _editor = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _owner = (caller, sheet) => sheet.Owner.Value == caller.User;
        _editor = (user, sheet) => Task.FromResult(sheet.Owner.Value == user.FindFirst(ClaimTypes.NameIdentifier)?.Value);
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = Users.ByToken;
            options.Tree.Policies.Add<Sheet>("owner", (caller, sheet) => _owner(caller, sheet));
            options.ConfigureBuilder = builder => builder.Services.AddAuthorization(authorization => authorization.AddPolicy(
                "editor", policy => policy.RequireAssertion(context => _editor(context.User, (Sheet)context.Resource!))));
        });
        _sheet = _server.Server.CreateObject<Sheet>();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [TestCase("ann", 2, true)]
    [TestCase("bob", 2, false)]
    [TestCase("bob", 3, true, Description = "marked itself, so that the class's policy does not count")]
    [TestCase("ann", 4, true)]
    [TestCase("bob", 4, false)]
    public async Task Write_ByPolicy_IsMadeOrForbidden(string user, int attribute, bool isAllowed)
    {
        await using var client = await _server.JoinAsync(carrier, user);
        await ActAsync(client, 1, Set(attribute, 5));
        await AnsweredAsync(client, isAllowed);
        Assert.That(_sheet.GetAttribute(NameOf(attribute)), Has.Property("Value").EqualTo(isAllowed ? 5 : 0));
    }

    [TestCase("reset")]
    [TestCase("edit")]
    public async Task Call_ByPolicy_IsMadeOrForbidden(string method)
    {
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await using var bob = await _server.JoinAsync(carrier, "bob");
        Assert.That((await ann.CallAsync(_sheet.Id, method)).Code, Is.Null);
        Assert.That((await bob.CallAsync(_sheet.Id, method)).Code, Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That(_sheet.Edited.Value, Is.EqualTo(method == "edit" ? 1 : 0));
    }

    [Test]
    public async Task Shape_ByPolicy_IsMadeOrForbidden()
    {
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await using var bob = await _server.JoinAsync(carrier, "bob");
        var type = _server.Tree.Types.Single(one => one.Name == nameof(Sheet));
        foreach (var (client, isAllowed) in new[] { (bob, false), (ann, true) })
        {
            await ActAsync(client, 1, new NewOperation(-1, type, _sheet.Id, -1, null)); // the parent's owner decides
            await AnsweredAsync(client, isAllowed);
            await ActAsync(client, 2, new MoveOperation(_sheet.Id, 1, 0));
            await AnsweredAsync(client, isAllowed);
        }
        Assert.That(_sheet.Children, Has.Count.EqualTo(1));
        await ActAsync(bob, 3, new DestroyOperation(_sheet.Children[0].Id));
        await AnsweredAsync(bob, isAllowed: false);
    }

    [Test]
    public async Task Move_BelowWhatIsAnothers_IsForbidden()
    {
        await using var ann = await _server.JoinAsync(carrier, "ann");
        var other = _server.Server.CreateObject<Sheet>(sheet => sheet.Owner.Value = "bob");
        await ActAsync(ann, 1, new MoveOperation(_sheet.Id, other.Id, 0));
        await AnsweredAsync(ann, isAllowed: false);
        Assert.That(_sheet.Parent, Is.SameAs(_server.Tree.Root));
    }

    [Test]
    public async Task FirstValues_OfANewObject_NeedItsPolicyToo()
    {
        await using var ann = await _server.JoinAsync(carrier, "ann");
        var type = _server.Tree.Types.Single(one => one.Name == nameof(Sheet));
        var asked = new List<Sheet>();
        _owner = (_, sheet) =>
        {
            asked.Add(sheet);
            return sheet == _sheet;
        };
        await ann.SendAsync(ActionMessage.Of(1, 1, 0, [new NewOperation(-1, type, _sheet.Id, -1, null), new IntOperation.Set(new(-1, 2), 5)]));
        await AnsweredAsync(ann, isAllowed: false);
        Assert.That((asked.Count, asked[0] == asked[1], _sheet.Children.Count), Is.EqualTo((2, false, 0)));
    }

    [Test]
    public async Task Move_BelowWhatTheSameActionCreates_NeedsThePolicyOfThePlaceToo()
    {
        await using var bob = await Proposer.JoinAsync(_server, carrier, "bob");
        var mine = _server.Server.CreateObject<Sheet>(sheet => sheet.Owner.Value = "bob");
        _server.Tree.Register<Card>(); // anybody may create one, anywhere
        var card = _server.Tree.Types.Single(one => one.Name == nameof(Card));
        Assert.That(
            await bob.ProposeAsync(new NewOperation(-1, card, _sheet.Id, -1, null), new MoveOperation(mine.Id, -1, 0)),
            Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That((_sheet.Children.Count, mine.Parent), Is.EqualTo((0, _server.Tree.Root)));
    }

    [Test]
    public async Task Place_ThatIsCalledByTheIdItWillGet_NeedsItsPolicyToo([Values("create", "move")] string what)
    {
        await using var bob = await Proposer.JoinAsync(_server, carrier, "bob");
        var mine = _server.Server.CreateObject<Sheet>(sheet => sheet.Owner.Value = "bob");
        var place = _server.Server.CreateObject<Sheet>(sheet => sheet.Owner.Value = "bob");
        var type = _server.Tree.Types.Single(one => one.Name == nameof(Sheet));
        var guess = place.Id + 1; // will be ann's, as every new sheet
        Assert.That(
            await bob.ProposeAsync(
                new NewOperation(-1, type, place.Id, -1, null),
                what == "move" ? new MoveOperation(mine.Id, guess, 0) : new NewOperation(-2, type, guess, -1, null)),
            Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That((place.Children.Count, mine.Parent), Is.EqualTo((0, _server.Tree.Root)));
    }

    [Test]
    public async Task Undo_OfWhatTheClientMayNotDoAnyMore_IsForbidden()
    {
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await ActAsync(ann, 1, Set(2, 5));
        await AnsweredAsync(ann, isAllowed: true);
        _sheet.Owner.Value = "bob";

        await ann.SendAsync(new UndoMessage(2, 1, IsRedo: false));
        await AnsweredAsync(ann, isAllowed: false);
        Assert.That(_sheet.Count.Value, Is.EqualTo(5));
        _sheet.Owner.Value = "ann";
        await ann.SendAsync(new UndoMessage(3, 1, IsRedo: false));
        await AnsweredAsync(ann, isAllowed: true);
        Assert.That(_sheet.Count.Value, Is.Zero);
    }

    [Test]
    public async Task UndoAndRedo_BelowWhatIsAnothersNow_AreForbidden([Values("destroy", "move", "create")] string what)
    {
        await using var ann = await Proposer.JoinAsync(_server, carrier, "ann");
        var (home, there) = (_server.Server.CreateObject<Sheet>(), _server.Server.CreateObject<Sheet>());
        var child = home.AddChild<Sheet>();
        var type = _server.Tree.Types.Single(one => one.Name == nameof(Sheet));
        Assert.That(await ann.ProposeAsync(what switch
        {
            "destroy" => new DestroyOperation(child.Id),
            "move" => new MoveOperation(child.Id, there.Id, 0),
            _ => new NewOperation(-1, type, home.Id, -1, null),
        }), Is.Null);
        if (what == "create")
            Assert.That(await ann.UndoAsync(1), Is.Null); // what it takes is put back below the same parent
        Sheet? anothers = home;
        _owner = (_, sheet) => sheet != anothers;
        var version = _server.Tree.Version;

        Assert.That(await ann.UndoAsync(1, isRedo: what == "create"), Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That(_server.Tree.Version, Is.EqualTo(version));
        anothers = null;
        Assert.That(await ann.UndoAsync(1, isRedo: what == "create"), Is.Null);
        Assert.That(home.Children, Has.Count.EqualTo(what == "create" ? 2 : 1));

        anothers = there;
        var isForbidden = what == "move"; // what else has been done is not about it
        Assert.That(await ann.UndoAsync(1, isRedo: what != "create"), Is.EqualTo(isForbidden ? RejectionCodes.Forbidden : null));
        Assert.That(home.Children, Has.Count.EqualTo(isForbidden || what == "create" ? 1 : 0));
    }

    [Test]
    public async Task Policy_SeesThePresentState()
    {
        await using var bob = await _server.JoinAsync(carrier, "bob");
        var number = 0;
        foreach (var (owner, isAllowed) in new[] { ("ann", false), ("bob", true), ("ann", false) })
        {
            _sheet.Owner.Value = owner;
            await ActAsync(bob, ++number, Set(2, 5));
            await AnsweredAsync(bob, isAllowed);
        }
    }

    [Test]
    public async Task Policy_IsAskedBeforeAnyOperationOfTheAction()
    {
        _owner = (caller, sheet) => caller.User == "ann" ? sheet.Open.Value == 0 : sheet.Open.Value == 1;
        await using var bob = await _server.JoinAsync(carrier, "bob");
        await ActAsync(bob, 1, Set(3, 1), Set(2, 5)); // the first would open the way for the second
        await AnsweredAsync(bob, isAllowed: false);
        Assert.That((_sheet.Open.Value, _sheet.Count.Value), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task Policy_ThatThrowsOrWrites_RefusesAndTellsNothing([Values] bool writes, [Values(2, 4)] int attribute)
    {
        _owner = (_, sheet) => writes ? sheet.Open.Value++ == 0 : throw new InvalidOperationException(Pad.Secret);
        _editor = (_, _) => throw new InvalidOperationException(Pad.Secret);
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await ActAsync(ann, 1, Set(attribute, 5));
        var reject = await ann.UntilAsync<RejectMessage>();
        Assert.That(reject.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That($"{reject}", Does.Not.Contain(Pad.Secret));
        Assert.That((_sheet.Open.Value, _sheet.Count.Value, _sheet.Edited.Value), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public async Task PolicyOfTheApplication_ThatDoesNotAnswer_IsBusyAndLetsOthersPass()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _editor = (_, _) =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<bool>().Task;
        };
        await using var ann = await _server.JoinAsync(carrier, "ann");
        await using var other = await _server.JoinAsync(carrier, "ann");
        await ActAsync(ann, 1, Set(4, 5));
        await asked.Task.InTime();
        await ActAsync(other, 1, Set(2, 7));
        await AnsweredAsync(other, isAllowed: true);

        var refused = ann.UntilAsync<RejectMessage>();
        await _server.PassUntilAsync(refused, atMost: 6);
        Assert.That((await refused).Code, Is.EqualTo(RejectionCodes.Busy));
    }

    [Test]
    public async Task Write_OfOneWhoseSessionEndsMeanwhile_IsDropped()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _editor = (_, _) =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var ann = await _server.JoinAsync(carrier, "ann");
        await ActAsync(ann, 1, Set(4, 5));
        await asked.Task.InTime();
        var session = _server.Tree.Sessions.Single();
        var closing = session.CloseAsync(CloseCode.Unauthenticated);
        answer.SetResult(true);
        Assert.That(await ann.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated));
        await closing.InTime();
        await _server.PassUntilAsync(_server.LeftAsync(""));
        Assert.That(_sheet.Edited.Value, Is.Zero);
    }

    [Test]
    public void UnknownPolicy_IsRefusedWhereTheClassIsRegistered()
    {
        Assert.That(
            () => _server.Other.CreateObject<Sheet>(),
            Throws.ArgumentException.With.Message.Contains("'owner'").And.Message.Contains("Sheet"));
        Assert.That(() => _server.Other.CreateObject("Sheet"), Throws.InstanceOf<KeyNotFoundException>(), "it is not registered");
    }

    [Test]
    public void UnknownPolicy_IsRefusedWhereTheTreeIsOffered()
    {
        var tree = new Tree(new TreeOptions { Name = "third", RootType = typeof(Sheet) });
        Assert.That(() => _server.Server.Trees.Add(tree), Throws.ArgumentException.With.Message.Contains("'owner'"));
        Assert.That(_server.Server.Trees.TryGet("third", out _), Is.False);
        Assert.That(
            () => new ObjectTreeServer(new ObjectTreeServerOptions { Tree = { RootType = typeof(Sheet) } }),
            Throws.ArgumentException.With.Message.Contains("'owner'"));
    }

    private static string NameOf(int attribute) => attribute switch { 2 => "count", 3 => "open", _ => "edited" };

    private IntOperation.Set Set(int attribute, long value) => new(new AttributeAddress(_sheet.Id, attribute), value);

    private static Task ActAsync(TestClient client, long number, params ImmutableArray<Operation> operations) =>
        client.SendAsync(ActionMessage.Of(number, 1, 0, operations));

    private static async Task AnsweredAsync(TestClient client, bool isAllowed)
    {
        while (true)
        {
            switch (await client.NextAsync())
            {
                case AckMessage:
                    Assert.That(isAllowed, "it is made");
                    return;
                case RejectMessage reject:
                    Assert.That((reject.Code, isAllowed), Is.EqualTo((RejectionCodes.Forbidden, false)), reject.Reason);
                    return;
                case null:
                    Assert.Fail($"the connection ended: {client.Bye}");
                    return;
            }
        }
    }
}
