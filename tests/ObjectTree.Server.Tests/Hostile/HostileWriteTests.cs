using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>
/// What clients may not propose: it gets its answer and no other, none of it is done, nobody sees anything of it, and the client may go on
/// where the protocol says so.
/// </summary>
internal sealed class HostileWriteTests : HostileTests
{
    private const long Nowhere = 999_999;
    private const long Largest = (1L << 53) - 1;

    private Pad _pad = null!;
    private Card _card = null!;
    private Card _below = null!;
    private Spiral _spiral = null!;
    private long _gone;
    private long _elsewhere;

    private AttributeAddress Text => new(_pad.Id, 1);

    private AttributeAddress Count => new(_pad.Id, 2);

    private AttributeAddress Related => new(_card.Id, 2);

    private AttributeAddress Next => new(_card.Id, 3);

    [OneTimeSetUp]
    public void Create()
    {
        _pad = Server.Server.CreateObject<Pad>();
        _card = Server.Server.CreateObject<Card>();
        _below = _card.AddChild<Card>();
        _spiral = Server.Server.CreateObject<Spiral>();
        var gone = Server.Server.CreateObject<Card>();
        _gone = gone.Id;
        gone.Destroy();
        while (_elsewhere <= Server.Tree.Serialize().NextId)
            _elsewhere = Server.Other.CreateObject<Pad>().Id;
    }

    [Test]
    public Task Write_OfWhatIsNotOpen_IsForbidden([Values] Carrier carrier) => RefusedAsync(
        carrier,
        RejectionCodes.Forbidden,
        [new IntOperation.Set(new(_pad.Id, 3), 1)],
        [new IntOperation.Set(new(Server.Board.Id, 1), 1)],
        [new SetOperation.Add(new(_pad.Id, 0), Value.FromString("tag"))],
        [new SetOperation.Add(new(1, 0), Value.FromString("tag"))],
        [New(-1, nameof(Board))],
        [New(-1, nameof(Card)), new IntOperation.Set(new(-1, 4), 1)],
        [new DestroyOperation(_pad.Id)],
        [new DestroyOperation(1)],
        [new MoveOperation(_pad.Id, _card.Id, 0)],
        [new MoveOperation(1, _card.Id, 0)]);

    [Test]
    public Task Write_OfWhatIsNotThere_IsNotFound(
        [Values] Carrier carrier, [Values("unknown", "gone", "of another tree", "the largest", "never created")] string what)
    {
        var id = what switch
        {
            "unknown" => Nowhere,
            "gone" => _gone,
            "of another tree" => _elsewhere,
            "the largest" => Largest,
            _ => -Nowhere,
        };
        return RefusedAsync(
            carrier,
            RejectionCodes.NotFound,
            [new IntOperation.Set(new(id, 2), 1)],
            [new MoveOperation(id, 1, 0)],
            [new MoveOperation(_card.Id, id, 0)],
            [new DestroyOperation(id)],
            [new ReferenceOperation(Next, id)],
            [new ListOperation.Insert(Related, 0, Value.FromReference(id))],
            [New(-1, nameof(Card), parent: id)],
            [New(-1, nameof(Card)), new MoveOperation(-1, id, 0)]);
    }

    [Test]
    public Task Write_ThatDoesNotFit_IsInvalid([Values] Carrier carrier) => RefusedAsync(
        carrier,
        RejectionCodes.Validation,
        [new IntOperation.Set(Count, 101)],
        [new IntOperation.Add(Count, Largest)],
        [new StringOperation.Splice(Text, 6, 0, "x")],
        [new StringOperation.Splice(Text, 0, 6, "x")],
        [new ReferenceOperation(Next, _pad.Id)],
        [new ListOperation.Insert(Related, 0, Value.FromReference(_pad.Id))],
        [new ListOperation.Insert(Related, 0, Value.FromString("card"))],
        [new ListOperation.RemoveRange(Related, 0, 1)],
        [New(_card.Id, nameof(Card))],
        [New(_gone, nameof(Card))],
        [New(Nowhere, nameof(Card))],
        [New(-1, nameof(Card)), New(-1, nameof(Card))],
        [New(-1, nameof(Card), key: "board")],
        [New(-1, nameof(Card), key: new string('k', 257))]);

    [Test]
    public Task Move_BelowItself_IsACycle([Values] Carrier carrier) => RefusedAsync(
        carrier, RejectionCodes.Cycle, [new MoveOperation(_card.Id, _below.Id, 0)], [new MoveOperation(_card.Id, _card.Id, 0)]);

    [Test]
    public Task Write_OfMoreThanMayBe_IsLimited([Values] Carrier carrier) => RefusedAsync(
        carrier,
        RejectionCodes.Limit,
        [.. Enumerable.Range(0, 256).Select(i => new IntOperation.Set(Count, i % 50))],
        [new IntOperation.Set(new(_spiral.Id, 1), 1)]); // what reacts to it has no end

    [TestCase(new byte[] { 0x7f, 1 }, true, TestName = "Attribute_ThatIsNotThere_IsInvalid")]
    [TestCase(new byte[] { 0x15, 1 }, true, TestName = "Verb_ThatIsNotThere_IsInvalid")]
    [TestCase(new byte[] { 0x10, 0xcf, 0, 0x20, 0, 0, 0, 0, 0, 0 }, true, TestName = "Number_ThatIsNoValue_IsInvalid")]
    [TestCase(new byte[] { 0x10, 0xa1, 0x35 }, false, TestName = "Operand_OfAnotherType_IsMalformed")]
    [TestCase(new byte[] { 0x08, 0xc0 }, false, TestName = "Operand_ThatIsNil_IsMalformed")]
    [TestCase(new byte[] { 0xff, 0, 0x10, 1 }, false, TestName = "Target_Zero_IsMalformed")]
    [TestCase(new byte[] { 0xfa, 9, 0xa1, 0x78, 0xa1, 0x78, 0x90, 0x90 }, false, TestName = "Type_OfAClient_IsMalformed")]
    public Task WriteOfBytes(byte[] instructions, bool isInvalid) => UnharmedAsync(
        async () =>
        {
            byte[] half = [0xff, (byte)_pad.Id, 0x10, 7];
            foreach (var carrier in Enum.GetValues<Carrier>())
            {
                await using var offender = await Proposer.JoinAsync(Server, carrier);
                if (!isInvalid)
                {
                    await offender.Client.SendAsync(new ActionMessage(1, 1, 0, (byte[])[.. half, .. instructions]));
                    Assert.That(await offender.Client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
                    continue;
                }
                Assert.That(await offender.ProposeAsync((byte[])[.. half, .. instructions]), Is.EqualTo(RejectionCodes.Validation));
                await GoesOnAsync(offender);
            }
        },
        warnings: isInvalid ? 0 : 2,
        sessions: 2);

    [TestCase(1, 1, 99_999, TestName = "Base_OfTheFuture_EndsTheSession")]
    [TestCase(1, 2, 0, TestName = "Snapshot_OfTheFuture_EndsTheSession")]
    [TestCase(2, 1, 0, TestName = "Number_AfterAGap_EndsTheSession")]
    [TestCase(Largest, 1, 0, TestName = "Number_ThatIsTheLargest_EndsTheSession")]
    public Task ActionOutOfSequence(long number, long snapshot, long position) => UnharmedAsync(
        async () =>
        {
            foreach (var carrier in Enum.GetValues<Carrier>())
            {
                var client = await Server.JoinAsync(carrier);
                await client.SendAsync(ActionMessage.Of(number, snapshot, position, [new IntOperation.Set(Count, 7)]));
                Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.BadSequence));
            }
        },
        warnings: 2,
        sessions: 2);

    [Test]
    public Task Number_WhoseAnswerIsNotKeptAnyMore_EndsTheSession([Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        var client = await Server.JoinAsync(carrier);
        for (var number = 1; number <= 65; number++)
            await client.SendAsync(ActionMessage.Of(number, 1, 0, []));
        await client.UntilAsync<AckMessage>(ack => ack.Action == 65);
        await client.SendAsync(ActionMessage.Of(2, 1, 0, [new IntOperation.Set(Count, 7)])); // the oldest that is kept
        Assert.That((await client.NextAsync<AckMessage>()).Action, Is.EqualTo(2));
        await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(Count, 7)]));
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.BadSequence));
    });

    [Test]
    public Task Action_BehindBye_IsDropped([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            var client = await Server.JoinAsync(carrier);
            await client.SendAsync(new ByeMessage(CloseCode.Normal));
            try
            {
                await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(Count, 7)]));
            }
            catch (Exception exception) when (exception is IOException or System.Net.WebSockets.WebSocketException)
            {
                // The server has left already.
            }
            await client.EndAsync();
        },
        warnings: 0);

    [Test]
    public Task Undo_OfWhatIsNotTheClients_IsRefused([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            await using var offender = await Proposer.JoinAsync(Server, carrier);
            foreach (var isRedo in new[] { false, true })
            {
                foreach (var id in new[] { 1, _card.Id }) // the server has made all that is there
                    Assert.That(await offender.UndoAsync(id, isRedo), Is.EqualTo(RejectionCodes.NothingToUndo));
                foreach (var id in new[] { Nowhere, _gone, _elsewhere })
                    Assert.That(await offender.UndoAsync(id, isRedo), Is.EqualTo(RejectionCodes.NotFound));
            }
            await GoesOnAsync(offender);
        },
        warnings: 0);

    [Test]
    public Task Call_OfWhatIsNotOpen_IsForbidden([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            string[] names =
            [
                "closed", "Add", "get_Count", "destroy", "moveTo", "addChild", "onInit", "undo", "serialize", "toString", "getType",
                "finalize", "constructor", "__proto__", "then", "\u0430dd", new string('x', 64),
            ];
            await using var offender = await Proposer.JoinAsync(Server, carrier);
            foreach (var name in names)
            {
                await RefusedAsync(offender, RejectionCodes.Forbidden, Server.Board.Id, name);
                await RefusedAsync(offender, RejectionCodes.Forbidden, CallMessage.Server, name);
            }
            await GoesOnAsync(offender);
        },
        warnings: 0);

    [Test]
    public Task Call_ThatCannotBe_IsRefused([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            await using var offender = await Proposer.JoinAsync(Server, carrier);
            foreach (var id in new[] { Nowhere, _gone, _elsewhere, Largest })
                await RefusedAsync(offender, RejectionCodes.NotFound, id, "add", Value.FromInt(1));
            Value[] wrong = [Value.Null, Value.FromString("1"), Value.FromFloat(1.5), Value.FromArray([]), Value.FromReference(1)];
            foreach (var argument in wrong)
                await RefusedAsync(offender, RejectionCodes.Validation, Server.Board.Id, "add", argument);
            await RefusedAsync(offender, RejectionCodes.Validation, Server.Board.Id, "add");
            await RefusedAsync(offender, RejectionCodes.Validation, Server.Board.Id, "add", Value.FromInt(1), Value.FromInt(1));
            await RefusedAsync(offender, "NO_ROOM", Server.Board.Id, "refuse", Value.FromString("full"));
            await RefusedAsync(offender, RejectionCodes.Limit, _spiral.Id, "turn");
            await GoesOnAsync(offender);
        },
        warnings: 0);

    [Test]
    public async Task Actions_AThousandAtOnce_AreEachAnsweredOnceInOrder([Values] Carrier carrier)
    {
        const int Burst = 200;
        const int Sent = 1_000;
        await using var other = await Server.JoinAsync(carrier);
        await using var client = await Server.JoinAsync(carrier);
        var (made, refused, before) = (0, 0, _pad.Closed.Value);
        await CatchUpAsync(other);
        var position = other.Replica.Position;
        for (var number = 1; number <= Sent; number++)
            await client.SendAsync(ActionMessage.Of(number, 1, 0, [new IntOperation.Set(Count, number % 50)]));
        for (var number = 1; number <= Sent; number++)
        {
            switch (await client.UntilAsync<Message>(message => message is AckMessage or RejectMessage))
            {
                case AckMessage ack:
                    Assert.That(ack.Action, Is.EqualTo(number));
                    made++;
                    break;
                case RejectMessage reject:
                    Assert.That((reject.Action, reject.Code), Is.EqualTo(((long)number, RejectionCodes.Busy)));
                    Assert.That(reject.Details["retryAfter"].AsInt(), Is.GreaterThan(0));
                    refused++;
                    break;
            }
        }
        Assert.That((made, refused, _pad.Closed.Value - before), Is.EqualTo((Burst, Sent - Burst, (long)Burst)));
        await CatchUpAsync(other);
        Assert.That(other.Replica.Position - position, Is.EqualTo(Burst), "each that was made, and nothing else");
        Assert.That(other.Replica.Int(_pad.Id, "count"), Is.EqualTo(_pad.Count.Value));
        _pad.Count.Value = 0;
        await OthersGoOnAsync();
    }

    [Test]
    public async Task Action_WhoseFollowUpsHaveNoEnd_IsMadeAndTheyAreStopped([Values] Carrier carrier)
    {
        const int FollowUps = 257; // the first is of the action itself
        await using var client = await Server.JoinAsync(carrier);
        await CatchUpAsync(client);
        var (log, first, position) = (Server.Log.Warnings.Count, _spiral.Onward.Value, client.Replica.Position);
        await client.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(new(_spiral.Id, 2), first + 1)]));
        Assert.That(await client.NextAsync(), Is.EqualTo(new AckMessage(1, position + 1, [])));
        await CatchUpAsync(client);
        Assert.That(_spiral.Onward.Value, Is.EqualTo(first + 1 + FollowUps));
        Assert.That(client.Replica.Int(_spiral.Id, "onward"), Is.EqualTo(_spiral.Onward.Value));
        Assert.That(client.Replica.Position - position, Is.EqualTo(1 + FollowUps), "each is a transition of its own");
        Assert.That(Server.Log.Warnings, Has.Count.EqualTo(log + 1));
        await OthersGoOnAsync();
    }

    private NewOperation New(long id, string type, long parent = 1, string? key = null) =>
        new(id, Server.Tree.Types.Single(one => one.Name == type), parent, -1, key);

    /// <summary>Proposes each of some groups of operations behind one that would be made.</summary>
    private Task RefusedAsync(Carrier carrier, string code, params ImmutableArray<ImmutableArray<Operation>> groups) => UnharmedAsync(
        async () =>
        {
            await using var offender = await Proposer.JoinAsync(Server, carrier);
            var (version, count) = (Server.Tree.Version, _pad.Count.Value);
            foreach (var group in groups)
            {
                Assert.That(
                    await offender.ProposeAsync([new IntOperation.Set(Count, 7), .. group]), Is.EqualTo(code), string.Join(", ", group));
                Assert.That((Server.Tree.Version, _pad.Count.Value), Is.EqualTo((version, count)));
            }
            await GoesOnAsync(offender);
        },
        warnings: 0);

    private static async Task RefusedAsync(Proposer offender, string code, long id, string method, params Value[] arguments)
    {
        var answer = await offender.Client.CallAsync(id, method, arguments);
        Assert.That(answer.Code, Is.EqualTo(code), method);
        Proposer.CheckWords(answer.Value.AsString());
    }

    /// <summary>Waits until a client has all that there is.</summary>
    private async Task CatchUpAsync(TestClient client)
    {
        var answer = await client.CallAsync(Server.Board.Id, "whoAmI");
        while (client.Replica.Position < answer.Position)
            await client.NextAsync<FrameMessage>();
    }

    /// <summary>Checks that a client is served as before, and was told nothing else.</summary>
    private async Task GoesOnAsync(Proposer offender)
    {
        Assert.That(await offender.ProposeAsync(), Is.Null);
        await offender.Client.SendCallAsync(Server.Board.Id, "whoAmI");
        var next = await offender.Client.UntilAsync<Message>(message => message is not FrameMessage);
        Assert.That(next, Is.InstanceOf<AnswerMessage>());
    }
}
