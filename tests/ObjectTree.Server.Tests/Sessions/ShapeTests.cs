using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What clients create, move and destroy, over real sockets.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class ShapeTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;
    private Card _first = null!;
    private TypeSchema _cardType = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync();
        _first = _server.Server.CreateObject<Card>();
        _cardType = _server.Tree.Types.Single(type => type.Name == nameof(Card));
        _client = await _server.JoinAsync(carrier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task New_MakesAnObjectAsTheServerWouldWithTheClientsFirstValues()
    {
        var versions = new List<long>();
        _server.Tree.Committed += transition => versions.Add(transition.Version);

        await SendAsync(1, New(-1, key: "mine"), new StringOperation.Set(new(-1, 1), "hello"));

        var ack = await _client.NextAsync<AckMessage>();
        var made = (Card)_server.Tree.Find("mine")!;
        Assert.That(ack, Is.EqualTo(new AckMessage(1, 1, [new CreatedId(-1, made.Id)])));
        Assert.That((made.Text.Value, made.Made.Value, made.Parent), Is.EqualTo(("hello", 1L, _server.Tree.Root)));
        Assert.That(versions, Has.Count.EqualTo(1), "it is one transition");
        await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Text(made.Id), Is.EqualTo("hello"));
    }

    [Test]
    public async Task LocalIds_LeadOnWithinTheActionAndInLaterOnes()
    {
        await AckedAsync(
            1, New(-1), New(-2, parent: -1), new ReferenceOperation(new(-1, 3), -2),
            new ListOperation.Patch(new(-1, 2), [new ListOperation.Insert(new(-1, 2), 0, Value.FromReference(-2))]));
        var ids = await AckedAsync(2, New(-3, parent: -2), new StringOperation.Set(new(-1, 1), "later"), new MoveOperation(-3, -1, 0));

        var outer = (Card)_server.Tree.Root.Children[^1];
        Assert.That((outer.Text.Value, outer.Next.Value, outer.Related.Single()), Is.EqualTo(("later", outer.Children[1], outer.Children[1])));
        Assert.That(outer.Children[0].Id, Is.EqualTo(ids.Single().Id));
    }

    [Test]
    public async Task New_AtAPlaceThatIsGone_IsTheLast()
    {
        await AckedAsync(1, New(-1, index: 0), New(-2, index: 99));

        Assert.That(_server.Tree.Root.Children[0], Is.InstanceOf<Card>());
        Assert.That(_server.Tree.Root.Children[^1], Is.InstanceOf<Card>().And.Not.SameAs(_first));
    }

    [Test]
    public async Task New_ThatCannotBe_IsRefusedAndLeavesNothing()
    {
        var (version, count) = (_server.Tree.Version, _server.Tree.Objects.Count);
        var board = _server.Tree.Types.Single(type => type.Name == nameof(Board));
        await RefusedAsync(1, RejectionCodes.Forbidden, new NewOperation(-1, board, 1, -1, null));
        await RefusedAsync(2, RejectionCodes.NotFound, New(-1, parent: 999));
        await RefusedAsync(3, RejectionCodes.NotFound, New(-1, parent: -9));
        await RefusedAsync(4, RejectionCodes.Validation, New(-1, key: "board"));
        await RefusedAsync(5, RejectionCodes.Validation, New(-1, key: ""));
        await RefusedAsync(6, RejectionCodes.Validation, New(7));
        await RefusedAsync(7, RejectionCodes.Validation, New(-1), New(-1));
        await RefusedAsync(8, RejectionCodes.Validation, New(-1), new StringOperation.Set(new(-1, 1), "much too long"));
        await RefusedAsync(9, RejectionCodes.Forbidden, New(-1), new Model.Kinds.Int.IntOperation.Set(new(-1, 4), 5));
        await RefusedAsync(10, RejectionCodes.Validation, new NewOperation(-1, board with { Number = 77 }, 1, -1, null));
        await RefusedAsync(11, RejectionCodes.NotFound, new StringOperation.Set(new(-1, 1), "x"));

        Assert.That((_server.Tree.Version, _server.Tree.Objects.Count), Is.EqualTo((version, count)));
        await AckedAsync(12, New(-1)); // what was refused has taken no id
        await RefusedAsync(13, RejectionCodes.Validation, New(-1));
    }

    [Test]
    public async Task MoveAndDestroy_OfWhatClientsMayCreate_AreMade()
    {
        var second = _server.Server.CreateObject<Card>();
        var below = second.AddChild<Board>();

        await AckedAsync(1, new MoveOperation(_first.Id, second.Id, 5));
        Assert.That(second.Children, Is.EqualTo(new SObject[] { below, _first }));
        await AckedAsync(2, new DestroyOperation(second.Id));

        Assert.That((second.IsDestroyed, _first.IsDestroyed, below.IsDestroyed), Is.EqualTo((true, true, true)));
    }

    [Test]
    public async Task MoveAndDestroy_ThatCannotBe_AreRefused()
    {
        var below = _first.AddChild<Card>();
        var version = _server.Tree.Version;
        await RefusedAsync(1, RejectionCodes.Forbidden, new DestroyOperation(_server.Board.Id));
        await RefusedAsync(2, RejectionCodes.Forbidden, new MoveOperation(_server.Board.Id, 1, 0));
        await RefusedAsync(3, RejectionCodes.Forbidden, new DestroyOperation(1));
        await RefusedAsync(4, RejectionCodes.Cycle, new MoveOperation(_first.Id, below.Id, 0));
        await RefusedAsync(5, RejectionCodes.NotFound, new MoveOperation(_first.Id, 999, 0));
        await RefusedAsync(6, RejectionCodes.NotFound, new DestroyOperation(999));
        await RefusedAsync(7, RejectionCodes.NotFound, new DestroyOperation(_first.Id), new StringOperation.Set(new(_first.Id, 1), "x"));

        Assert.That(_server.Tree.Version, Is.EqualTo(version));
    }

    [Test]
    public async Task Undo_TakesBackWhatTheClientCreatedMovedAndDestroyed()
    {
        await AckedAsync(1, New(-1), new StringOperation.Set(new(-1, 1), "mine"));
        await AckedAsync(2, new MoveOperation(_first.Id, -1, 0));
        await AckedAsync(3, new DestroyOperation(-1));
        for (var action = 4; action <= 6; action++)
            await UndoAsync(action, isRedo: false);
        Assert.That(_server.Tree.Root.ChildrenOf<Card>(), Is.EqualTo(new[] { _first }));

        await UndoAsync(7, isRedo: true);
        var again = (Card)_server.Tree.Root.Children[^1];
        Assert.That(again.Text.Value, Is.EqualTo("mine"));
    }

    [Test]
    public async Task Actions_OfTwoClients_DoNotShareLocalIds()
    {
        await using var other = await _server.JoinAsync(carrier);
        await AckedAsync(1, New(-1));

        await other.SendAsync(ActionMessage.Of(1, 1, 0, [new StringOperation.Set(new(-1, 1), "x")]));

        Assert.That((await other.UntilAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.NotFound));
    }

    [Test]
    public async Task LocalIds_OfTheLast4096Objects_AreKept()
    {
        const int Kept = 4_096;
        const int Together = 256;
        for (var made = 0; made < Kept + Together; made += Together)
            await AckedAsync(1 + (made / Together), [.. Enumerable.Range(made + 1, Together).Select(number => New(-number, parent: _first.Id))]);

        await AckedAsync(18, new StringOperation.Set(new(-(Together + 1), 1), "kept"));
        await RefusedAsync(19, RejectionCodes.NotFound, new StringOperation.Set(new(-Together, 1), "forgotten"));

        Assert.That(_first.Children, Has.Count.EqualTo(Kept + Together));
        Assert.That(((Card)_first.Children[Together]).Text.Value, Is.EqualTo("kept"));
    }

    private NewOperation New(long id, long parent = 1, int index = -1, string? key = null) => new(id, _cardType, parent, index, key);

    private Task SendAsync(long number, params ImmutableArray<Operation> operations) =>
        _client.SendAsync(ActionMessage.Of(number, 1, 0, operations));

    private async Task<ImmutableArray<CreatedId>> AckedAsync(long number, params ImmutableArray<Operation> operations)
    {
        await SendAsync(number, operations);
        var answer = await _client.UntilAsync<Message>(message => message is AckMessage or RejectMessage);
        Assert.That(answer, Is.InstanceOf<AckMessage>());
        Assert.That(((AckMessage)answer).Action, Is.EqualTo(number));
        return ((AckMessage)answer).Ids;
    }

    private async Task RefusedAsync(long number, string code, params ImmutableArray<Operation> operations)
    {
        await SendAsync(number, operations);
        var answer = await _client.UntilAsync<Message>(message => message is AckMessage or RejectMessage);
        Assert.That(answer, Is.InstanceOf<RejectMessage>(), $"action {number}");
        Assert.That((((RejectMessage)answer).Action, ((RejectMessage)answer).Code), Is.EqualTo((number, code)), $"{answer}");
    }

    private async Task UndoAsync(long number, bool isRedo)
    {
        await _client.SendAsync(new UndoMessage(number, 1, isRedo));
        var answer = await _client.UntilAsync<Message>(message => message is AckMessage or RejectMessage);
        Assert.That(answer, Is.InstanceOf<AckMessage>(), $"{answer}");
    }
}
