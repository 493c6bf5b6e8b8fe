using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client writes, on top of what the server says. The server is the test.</summary>
public class WritingTests
{
    private static readonly AttributeAddress TextAddress = new(2, 1);
    private static readonly AttributeAddress CountAddress = new(2, 2);

    private readonly List<ActionMessage> _sent = [];
    private readonly List<RejectedAction> _rejected = [];
    private ReplicaTree _tree = null!;

    private ReplicaObject Note => _tree.Object(2);

    private StringTopic Text => Note.GetAttribute<StringTopic>("text");

    private IntTopic Count => Note.GetAttribute<IntTopic>("count");

    [SetUp]
    public void Join()
    {
        _sent.Clear();
        _rejected.Clear();
        _tree = new ReplicaTree(NullLogger.Instance);
        _tree.Rejected += _rejected.Add;
        _tree.Connect(Send);
        _tree.Apply(Whole());
    }

    [Test]
    public void Write_OpenAttribute_IsShownAtOnceAndSent()
    {
        Count.Value = 5;

        Assert.That(Count.Value, Is.EqualTo(5));
        Assert.That(Note.IsPending("count"));
        Assert.That(_sent, Is.EqualTo(new[] { ActionMessage.Of(1, 1, 0, [new IntOperation.Set(CountAddress, 5)]) }));
    }

    [Test]
    public void Frame_OfAnAckedAction_SettlesItAndTellsNothingAnew()
    {
        var told = new List<string>();
        Text.Observe(change => told.Add(change.New));
        Text.Insert(3, "!");

        _tree.Take(new AckMessage(1, 1, []));
        Assert.That(Note.IsPending("text"), "its frame is to come");
        _tree.Frame(new StringOperation.Splice(TextAddress, 3, 0, "!"));

        Assert.That(Note.IsPending("text"), Is.False);
        Assert.That(told, Is.EqualTo(new[] { "two!" }));
    }

    [Test]
    public void Reject_TakesTheActionBackAndSaysWhy()
    {
        var told = new List<long>();
        Count.Observe(change => told.Add(change.New));
        Count.Value = 5;

        _tree.Take(Reject(1, RejectionCodes.Validation, "Too much", Value.FromInt(0)));

        Assert.That(Count.Value, Is.Zero);
        Assert.That(told, Is.EqualTo(new long[] { 5, 0 }));
        Assert.That(Note.IsPending("count"), Is.False);
        Assert.That(Note.GetFailure("count")?.Reason, Is.EqualTo("Too much"));
        Assert.That(_rejected.Single(), Is.EqualTo(new RejectedAction(
            [new IntOperation.Set(CountAddress, 5)], RejectionCodes.Validation, "Too much", Value.FromInt(0))));
        Count.Value = 1;
        Assert.That(Note.GetFailure("count"), Is.Null, "it is written anew");
    }

    [Test]
    public void Frame_OfAnother_IsAppliedUnderneath()
    {
        Count.Add(5);

        _tree.Frame(SampleTree.SetCount(2, 10));
        Assert.That(Count.Value, Is.EqualTo(15));
        _tree.Take(new AckMessage(1, 2, []));
        _tree.Frame(new IntOperation.Add(CountAddress, 5));

        Assert.That(Count.Value, Is.EqualTo(15));
        Assert.That(Note.IsPending("count"), Is.False);
    }

    [Test]
    public void Frame_OfAnotherOnPendingText_BringsItPast()
    {
        Text.Insert(3, "!");

        _tree.Frame(new StringOperation.Splice(TextAddress, 0, 1, "T"));
        Assert.That(Text.Value, Is.EqualTo("Two!"));
        _tree.Take(Reject(1, RejectionCodes.Validation, "No", null));

        Assert.That(Text.Value, Is.EqualTo("Two"));
    }

    [Test]
    public void Frame_ThatTellsNoDifference_TellsNothing()
    {
        Count.Value = 5;
        var told = 0;
        Count.Observe(_ => told++);

        _tree.Frame(SampleTree.SetCount(2, 3)); // below: what is pending stays on top
        Assert.That((Count.Value, told), Is.EqualTo((5L, 0)));
        _tree.Take(new AckMessage(1, 1, [])); // it came to nothing

        Assert.That((Count.Value, told), Is.EqualTo((3L, 1)));
    }

    [Test]
    public void Edits_OfOneText_WaitForEachOtherAndTravelTogether()
    {
        Text.Insert(3, "a");
        Text.Insert(4, "b");
        Text.Insert(5, "c");
        Count.Value = 1;
        Assert.That(_sent, Has.Count.EqualTo(1), "all that is later waits too");

        _tree.Frame(new StringOperation.Splice(TextAddress, 0, 0, ">"));
        _tree.Take(new AckMessage(1, 2, []));
        _tree.Frame(new StringOperation.Splice(TextAddress, 4, 0, "a"));

        Assert.That(Text.Value, Is.EqualTo(">twoabc"));
        Assert.That(_sent.Skip(1), Is.EqualTo(new[]
        {
            ActionMessage.Of(2, 1, 2, [new StringOperation.Splice(TextAddress, 5, 0, "bc")]),
            ActionMessage.Of(3, 1, 2, [new IntOperation.Set(CountAddress, 1)]),
        }));
    }

    [Test]
    public void Writes_WithoutPlaces_AreSentAtOnce()
    {
        for (var count = 1; count <= 3; count++)
            Count.Value = count;

        Assert.That(_sent.Select(action => action.Action), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Record_MakesOneAction()
    {
        var settled = _tree.Record(() =>
        {
            Text.Value = "new";
            Count.Value = 1;
        });

        Assert.That(_sent.Single(), Is.EqualTo(ActionMessage.Of(
            1, 1, 0, [new StringOperation.Set(TextAddress, "new"), new IntOperation.Set(CountAddress, 1)])));
        _tree.Take(new AckMessage(1, 1, []));
        Assert.That(settled.IsCompleted, Is.False);
        _tree.Frame(SampleTree.SetText(2, "new"), SampleTree.SetCount(2, 1));
        Assert.That(settled.IsCompletedSuccessfully);
    }

    [Test]
    public async Task Record_Refused_IsTakenBackAsAWhole()
    {
        var settled = _tree.Record(() =>
        {
            Text.Value = "new";
            Count.Value = 1;
        });
        Text.Insert(Text.Value.Length, "!");

        _tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));

        Assert.That((Text.Value, Count.Value), Is.EqualTo(("two!", 0L)), "what was written later stands on its own");
        Assert.That((await settled.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Forbidden));
    }

    [Test]
    public void Record_ThatThrows_LeavesNoTrace()
    {
        var told = 0;
        Text.Observe(_ => told++);

        Assert.Throws<IOException>(() => _tree.Record(() =>
        {
            Text.Value = "new";
            throw new IOException();
        }));

        Assert.That((Text.Value, told, _sent.Count), Is.EqualTo(("two", 0, 0)));
        Assert.That(Note.IsPending("text"), Is.False);
    }

    [Test]
    public void Write_ClosedAttribute_IsForbidden()
    {
        var plain = _tree.Object(4);

        var refused = Assert.Throws<OperationRejectedException>(() => plain.Tags.Add("tag"));

        Assert.That(refused?.Code, Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That((plain.Tags.Count, _sent.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Write_OfWhatIsGone_Throws()
    {
        var text = Text;
        _tree.Frame(new DestroyOperation(2));

        Assert.Throws<InvalidOperationException>(() => text.Value = "x");
    }

    [Test]
    public void Write_WhatDoesNotFit_ThrowsAndSendsNothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Text.Insert(9, "x"));
        Assert.That(_sent, Is.Empty);
        Assert.That(Note.IsPending("text"), Is.False);
    }

    [Test]
    public void Write_WithAThousandPending_IsRefused()
    {
        for (var count = 1; count <= ActionQueue.Most; count++)
            Count.Value = count;

        Assert.That(Assert.Throws<OperationRejectedException>(() => Count.Value = 0)?.Code, Is.EqualTo(RejectionCodes.Limit));
        Assert.That(Count.Value, Is.EqualTo(ActionQueue.Most));
    }

    [Test]
    public void Snapshot_KeepsWhatIsPendingOnTop()
    {
        Count.Add(5);
        Text.Insert(3, "!");
        _tree.Take(new AckMessage(2, 9, [])); // the snapshot holds it

        _tree.Apply(Whole(text: "two!", count: 10));

        Assert.That((Text.Value, Count.Value), Is.EqualTo(("two!", 15L)));
        Assert.That((Note.IsPending("text"), Note.IsPending("count")), Is.EqualTo((false, true)));
        Count.Value = 3;
        Assert.That(_sent[^1], Is.EqualTo(ActionMessage.Of(3, 2, 0, [new IntOperation.Set(CountAddress, 3)])));
    }

    [Test]
    public void Stale_IsSentAgainOnWhatThereIsNow()
    {
        Text.Insert(3, "!");
        _tree.Frame(new StringOperation.Splice(TextAddress, 0, 0, ">"));

        _tree.Take(Reject(1, RejectionCodes.Stale, "Too old", null));

        Assert.That(_sent[^1], Is.EqualTo(ActionMessage.Of(2, 1, 1, [new StringOperation.Splice(TextAddress, 4, 0, "!")])));
        Assert.That((Text.Value, _rejected.Count), Is.EqualTo((">two!", 0)));
    }

    [Test]
    public void Stale_AgainAndAgain_IsTold()
    {
        Text.Insert(3, "!");

        for (var number = 1; number <= 4; number++)
            _tree.Take(Reject(number, RejectionCodes.Stale, "Too old", null));

        Assert.That((Text.Value, _rejected.Single().Code), Is.EqualTo(("two", RejectionCodes.Stale)));
    }

    [Test]
    public async Task Stale_WhatALaterActionOvertook_IsToldAndNotSentAgain()
    {
        var settled = _tree.Record(() =>
        {
            Text.Insert(0, ">");
            Count.Value = 1;
        });
        Count.Value = 2;

        _tree.Take(Reject(1, RejectionCodes.Stale, "Too old", null));

        Assert.That((await settled.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Stale));
        Assert.That((_sent.Count, Count.Value), Is.EqualTo((2, 2L)));
    }

    [Test]
    public void Busy_IsSentAgainInItsOrderWhenTheServerSays()
    {
        var pauses = new List<TimeSpan>();
        _tree.Connect(Send, pauses.Add);
        _tree.Apply(Whole());
        Count.Add(1);
        Text.Insert(3, "!");

        _tree.Take(Busy(1, 500));
        _tree.Take(Busy(2, 500));
        Text.Insert(4, "?");
        Assert.That((_sent.Count, Count.Value, Text.Value), Is.EqualTo((2, 1L, "two!?")));
        _tree.Resume();

        Assert.That(pauses, Is.EqualTo(new[] { TimeSpan.FromMilliseconds(500) }));
        Assert.That(_sent.Skip(2), Is.EqualTo(new[]
        {
            ActionMessage.Of(3, 1, 0, [new IntOperation.Add(CountAddress, 1)]),
            ActionMessage.Of(4, 1, 0, [new StringOperation.Splice(TextAddress, 3, 0, "!?")]),
        }));
        Assert.That(_rejected, Is.Empty);
    }

    [Test]
    public void Settled_ButChangedByTheServer_LeavesWhatIsWrittenBehindIt()
    {
        Text.Value = "other"; // a set as a whole
        Text.Insert(5, "!");

        _tree.Take(new AckMessage(1, 1, []));
        _tree.Frame(new StringOperation.Splice(TextAddress, 0, 3, "OTHER")); // the server's own mind

        Assert.That(Text.Value, Is.EqualTo("OTHER!"));
        Assert.That(_sent[^1], Is.EqualTo(ActionMessage.Of(2, 1, 1, [new StringOperation.Splice(TextAddress, 5, 0, "!")])));
    }

    [Test]
    public async Task Destroyed_WhatWasPendingOfIt_IsSettledAllTheSame()
    {
        var (note, settled) = (Note, _tree.Record(() => Count.Value = 5));
        _tree.Frame(new DestroyOperation(2));

        _tree.Take(Reject(1, RejectionCodes.NotFound, "Gone", null));

        Assert.That(note.IsPending("count"), Is.False);
        await settled.Failure<OperationRejectedException>();
    }

    [Test]
    public async Task Disconnect_TakesBackWhatIsNotSettled()
    {
        var settled = _tree.Record(() => Text.Value = "new");

        _tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));

        Assert.That(Text.Value, Is.EqualTo("two"));
        await settled.Failure<ConnectionException>();
        Assert.Throws<InvalidOperationException>(() => Text.Value = "x");
    }

    [Test]
    public void Write_ByAnObserver_IsToldAfterwards()
    {
        var told = new List<string>();
        Text.Observe(change =>
        {
            told.Add($"text {change.New}");
            Count.Value = change.New.Length;
            told.Add("written");
        });
        Count.Observe(change => told.Add($"count {change.New}"));

        Text.Value = "four";

        Assert.That(told, Is.EqualTo(new[] { "text four", "written", "count 4" }));
    }

    [Test]
    public void Write_ThatCannotBeSent_IsRefusedAndUsesNoNumber()
    {
        var refuse = "It is too large.";
        _tree.Connect(action => refuse ?? Send(action));
        _tree.Apply(Whole());

        Count.Value = 1;
        refuse = null;
        Count.Value = 2;

        Assert.That((_rejected.Single().Code, _rejected.Single().Reason), Is.EqualTo((RejectionCodes.Limit, "It is too large.")));
        Assert.That(_sent.Single().Action, Is.EqualTo(1));
    }

    [Test]
    public void WritesChanged_TellsEachTurn()
    {
        var told = new List<(string, bool)>();
        Note.WritesChanged += name => told.Add((name, Note.IsPending(name)));

        Count.Value = 5;
        _tree.Take(new AckMessage(1, 1, []));
        _tree.Frame(SampleTree.SetCount(2, 5));

        Assert.That(told, Is.EqualTo(new[] { ("count", true), ("count", false) }));
    }

    [Test]
    public void Frame_ThatDoesNotFit_LeavesPendingWorkAlone()
    {
        Count.Value = 5;

        Assert.Throws<ProtocolException>(() => _tree.Frame(SampleTree.SetCount(2, 3), new DestroyOperation(1)));

        Assert.That((Count.Value, Note.IsPending("count")), Is.EqualTo((5L, true)));
        _tree.Frame(SampleTree.SetCount(2, 7));
        _tree.Take(Reject(1, RejectionCodes.Validation, "No", null));
        Assert.That(Count.Value, Is.EqualTo(7));
    }

    private string? Send(ActionMessage action)
    {
        _sent.Add(action);
        return null;
    }

    private static SnapshotMessage Whole(string text = "two", long count = 0)
    {
        var type = SampleTree.NoteType with
        {
            Attributes = [.. SampleTree.NoteType.Attributes.Select(one => one with { Flags = AttributeFlags.ClientWritable })],
        };
        return new SnapshotMessage([.. SampleTree.Whole.Operations.Select(Open)]);

        Operation Open(Operation operation) => operation switch
        {
            AnnounceTypeOperation { Type.Name: "Note" } => new AnnounceTypeOperation(type),
            CreateOperation { Top: { Type.Name: "Note" } top } create => create with
            {
                Objects = [top with { Type = type, Attributes = top.Id == 2 ? Held(top) : top.Attributes }],
            },
            _ => operation,
        };

        ImmutableArray<Value> Held(ObjectState top) => [Value.FromString(text), Value.FromInt(count), .. top.Attributes[2..]];
    }

    private static RejectMessage Busy(long action, long retryAfter) => new(
        action, RejectionCodes.Busy, "Later", ValueMap.Create([KeyValuePair.Create("retryAfter", Value.FromInt(retryAfter))]));

    private static RejectMessage Reject(long action, string code, string reason, Value? value) => new(
        action, code, reason, value is { } held ? ValueMap.Create([KeyValuePair.Create("value", held)]) : ValueMap.Empty);
}
