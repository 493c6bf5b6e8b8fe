using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>How what a client wrote is settled: made, refused, sent again or lost. The server is the test.</summary>
internal sealed class SettlingTests : WritingFixture
{
    [Test]
    public void Frame_OfAnAckedAction_SettlesItAndTellsNothingAnew()
    {
        var told = new List<string>();
        Text.Observe(change => told.Add(change.New));
        Text.Insert(3, "!");

        Tree.Take(new AckMessage(1, 1, []));
        Assert.That(Note.IsPending("text"), "its frame is to come");
        Tree.Frame(new StringOperation.Splice(TextAddress, 3, 0, "!"));

        Assert.That(Note.IsPending("text"), Is.False);
        Assert.That(told, Is.EqualTo(new[] { "two!" }));
    }

    [Test]
    public void Reject_TakesTheActionBackAndSaysWhy()
    {
        var told = new List<long>();
        Count.Observe(change => told.Add(change.New));
        Count.Value = 5;

        Tree.Take(Reject(1, RejectionCodes.Validation, "Too much", Value.FromInt(0)));

        Assert.That(Count.Value, Is.Zero);
        Assert.That(told, Is.EqualTo(new long[] { 5, 0 }));
        Assert.That(Note.IsPending("count"), Is.False);
        Assert.That(Note.GetFailure("count")?.Reason, Is.EqualTo("Too much"));
        Assert.That(Rejections.Single(), Is.EqualTo(new RejectedAction(
            [new IntOperation.Set(CountAddress, 5)], RejectionCodes.Validation, "Too much", Value.FromInt(0))));
        Count.Value = 1;
        Assert.That(Note.GetFailure("count"), Is.Null, "it is written anew");
    }

    [Test]
    public async Task Record_Refused_IsTakenBackAsAWhole()
    {
        var settled = Tree.Record(() =>
        {
            Text.Value = "new";
            Count.Value = 1;
        });
        Text.Insert(Text.Value.Length, "!");

        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));

        Assert.That((Text.Value, Count.Value), Is.EqualTo(("two!", 0L)), "what was written later stands on its own");
        Assert.That((await settled.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Forbidden));
    }

    [Test]
    public void Stale_IsSentAgainOnWhatThereIsNow()
    {
        Text.Insert(3, "!");
        Tree.Frame(new StringOperation.Splice(TextAddress, 0, 0, ">"));

        Tree.Take(Reject(1, RejectionCodes.Stale, "Too old", null));

        Assert.That(Sent[^1], Is.EqualTo(ActionMessage.Of(2, 1, 1, [new StringOperation.Splice(TextAddress, 4, 0, "!")])));
        Assert.That((Text.Value, Rejections.Count), Is.EqualTo((">two!", 0)));
    }

    [Test]
    public void Stale_AgainAndAgain_IsTold()
    {
        Text.Insert(3, "!");

        for (var number = 1; number <= 4; number++)
            Tree.Take(Reject(number, RejectionCodes.Stale, "Too old", null));

        Assert.That((Text.Value, Rejections.Single().Code), Is.EqualTo(("two", RejectionCodes.Stale)));
    }

    [Test]
    public async Task Stale_WhatALaterActionOvertook_IsToldAndNotSentAgain()
    {
        var settled = Tree.Record(() =>
        {
            Text.Insert(0, ">");
            Count.Value = 1;
        });
        Count.Value = 2;

        Tree.Take(Reject(1, RejectionCodes.Stale, "Too old", null));

        Assert.That((await settled.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Stale));
        Assert.That((Sent.Count, Count.Value), Is.EqualTo((2, 2L)));
    }

    [Test]
    public void Busy_IsSentAgainInItsOrderWhenTheServerSays()
    {
        Count.Add(1);
        Text.Insert(3, "!");

        Tree.Take(Busy(1, 500));
        Tree.Take(Busy(2, 500));
        Text.Insert(4, "?");
        Assert.That((Sent.Count, Count.Value, Text.Value), Is.EqualTo((2, 1L, "two!?")));
        Tree.Resume();

        Assert.That(Pauses, Is.EqualTo(new[] { TimeSpan.FromMilliseconds(500) }));
        Assert.That(Sent, Has.Count.EqualTo(3), "the server may be too busy for more");
        Tree.Take(new AckMessage(3, 1, []));
        Assert.That(Sent.Skip(2), Is.EqualTo(new[]
        {
            ActionMessage.Of(3, 1, 0, [new IntOperation.Add(CountAddress, 1)]),
            ActionMessage.Of(4, 1, 0, [new StringOperation.Splice(TextAddress, 3, 0, "!?")]),
        }));
        Assert.That(Rejections, Is.Empty);
    }

    [Test]
    public async Task Busy_ForWhatALaterWriteOvertook_IsToldAndNotSentAgain()
    {
        var settled = Tree.Record(() => Count.Value = 1);
        Count.Value = 2;
        Tree.Take(Busy(1, 500));
        Count.Value = 3; // stands on its own
        Tree.Resume();
        Assert.That(Sent, Has.Count.EqualTo(2), "what was sent later is not answered");

        Tree.Take(new AckMessage(2, 1, []));

        Assert.That((await settled.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Busy));
        Assert.That((Rejections.Single().Code, Note.GetFailure("count")?.Code), Is.EqualTo((RejectionCodes.Busy, RejectionCodes.Busy)));
        Assert.That((Count.Value, Sent[^1]), Is.EqualTo((3L, ActionMessage.Of(3, 1, 0, [new IntOperation.Set(CountAddress, 3)]))));
    }

    [Test]
    public void Busy_ForWhatALaterWriteOvertook_ThatIsRefused_IsSentAgain()
    {
        Count.Value = 1;
        Count.Value = 2;
        Tree.Take(Busy(1, 500));
        Tree.Resume();

        Tree.Take(Reject(2, RejectionCodes.Validation, "No", null));

        Assert.That((Count.Value, Sent[^1]), Is.EqualTo((1L, ActionMessage.Of(3, 1, 0, [new IntOperation.Set(CountAddress, 1)]))));
    }

    [Test]
    public void Busy_ToldAfterTheAckOfWhatOvertook_IsToldAndNotSentAgain()
    {
        Count.Value = 1;
        Count.Value = 2;
        Tree.Take(new AckMessage(2, 1, []));
        Tree.Frame(SampleTree.SetCount(2, 2));

        Tree.Take(Busy(1, 500));
        Tree.Resume();

        Assert.That((Count.Value, Sent.Count, Rejections.Single().Code), Is.EqualTo((2L, 2, RejectionCodes.Busy)));
    }

    [Test]
    public void Busy_ForWhatComesToTheSameLater_IsSentAgain()
    {
        var style = Note.GetAttribute<DictTopic<string>>("style");
        Count.Add(1);
        style["color"] = "red";
        Count.Add(2);
        style["size"] = "9";
        Tree.Take(Busy(1, 500));
        Tree.Take(Busy(2, 500));
        Tree.Take(new AckMessage(3, 1, []));
        Tree.Take(new AckMessage(4, 2, []));
        Tree.Resume();
        Tree.Take(new AckMessage(5, 3, []));

        Assert.That((Sent.Count, Rejections.Count), Is.EqualTo((6, 0)));
        Assert.That(Sent[^1].Action, Is.EqualTo(6));
    }

    [Test]
    public void Busy_ForADict_ThatWasClearedLater_IsToldAndNotSentAgain()
    {
        var style = Note.GetAttribute<DictTopic<string>>("style");
        style["color"] = "red";
        style.Clear();
        Tree.Take(Busy(1, 500));
        Tree.Take(new AckMessage(2, 0, []));
        Tree.Resume();

        Assert.That((style.Count, Sent.Count, Rejections.Single().Code), Is.EqualTo((0, 2, RejectionCodes.Busy)));
    }

    [Test]
    public void Busy_ForMany_TheyAreSentAFewAtATime()
    {
        const int Writes = 100;
        for (var count = 1; count <= Writes; count++)
            Count.Add(1);
        var (taken, made, tokens) = (0, 0, 0);

        while (made < Writes && Sent.Count < 10 * Writes)
        {
            while (taken < Sent.Count) // the server makes one after each pause
            {
                var number = Sent[taken++].Action;
                if (tokens-- > 0)
                {
                    Tree.Take(new AckMessage(number, ++made, []));
                    Tree.Frame(new IntOperation.Add(CountAddress, 1));
                }
                else
                    Tree.Take(Busy(number, 10));
            }
            tokens = 1;
            Tree.Resume();
        }

        Assert.That((Count.Value, Rejections.Count), Is.EqualTo(((long)Writes, 0)));
        Assert.That(Sent, Has.Count.LessThan(4 * Writes));
    }

    [Test]
    public void Settled_ButChangedByTheServer_LeavesWhatIsWrittenBehindIt()
    {
        Text.Value = "other"; // a set as a whole
        Text.Insert(5, "!");

        Tree.Take(new AckMessage(1, 1, []));
        Tree.Frame(new StringOperation.Splice(TextAddress, 0, 3, "OTHER")); // the server's own mind

        Assert.That(Text.Value, Is.EqualTo("OTHER!"));
        Assert.That(Sent[^1], Is.EqualTo(ActionMessage.Of(2, 1, 1, [new StringOperation.Splice(TextAddress, 5, 0, "!")])));
    }

    [Test]
    public async Task Destroyed_WhatWasPendingOfIt_IsSettledAllTheSame()
    {
        var (note, settled) = (Note, Tree.Record(() => Count.Value = 5));
        Tree.Frame(new DestroyOperation(2));

        Tree.Take(Reject(1, RejectionCodes.NotFound, "Gone", null));

        Assert.That(note.IsPending("count"), Is.False);
        await settled.Failure<OperationRejectedException>();
    }

    [Test]
    public async Task Disconnect_TakesBackWhatIsNotSettled()
    {
        var settled = Tree.Record(() => Text.Value = "new");

        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));

        Assert.That(Text.Value, Is.EqualTo("two"));
        await settled.Failure<ConnectionException>();
        Assert.That(Assert.Throws<ConnectionException>(() => Text.Value = "x")?.Code, Is.EqualTo(CloseCode.None));
        Assert.Throws<ConnectionException>(() => _ = Tree.Record(() => Text.Value = "x"));
    }

    [Test]
    public void Disconnect_TellsOfWhatNobodyWaitsFor()
    {
        var told = new List<string>();
        Note.WritesChanged += name => told.Add($"{name} {Note.GetFailure(name)?.Code}");
        Count.Value = 5;
        Note.MoveTo(Tree.Object(4));

        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));

        Assert.That(told, Is.EqualTo(new[] { "count ", "count DISCONNECTED" }));
        Assert.That(Rejections, Is.EqualTo(new[]
        {
            new RejectedAction([new IntOperation.Set(CountAddress, 5)], RejectedAction.Disconnected, "gone", null),
            new RejectedAction([new MoveOperation(2, 4, -1)], RejectedAction.Disconnected, "gone", null),
        }));
    }

    [Test]
    public void Write_ThatCannotBeSent_IsRefusedAndUsesNoNumber()
    {
        var refuse = "It is too large.";
        Connect(_ => refuse);
        Tree.Apply(Whole());

        Count.Value = 1;
        refuse = null;
        Count.Value = 2;

        Assert.That((Rejections.Single().Code, Rejections.Single().Reason), Is.EqualTo((RejectionCodes.Limit, "It is too large.")));
        Assert.That(Sent.Single().Action, Is.EqualTo(1));
    }
}
