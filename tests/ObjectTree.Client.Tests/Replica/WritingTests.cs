using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client writes, on top of what the server says. The server is the test.</summary>
internal sealed class WritingTests : WritingFixture
{
    [Test]
    public void Write_OpenAttribute_IsShownAtOnceAndSent()
    {
        Count.Value = 5;

        Assert.That(Count.Value, Is.EqualTo(5));
        Assert.That(Note.IsPending("count"));
        Assert.That(Sent, Is.EqualTo(new[] { ActionMessage.Of(1, 1, 0, [new IntOperation.Set(CountAddress, 5)]) }));
    }

    [Test]
    public void Frame_OfAnother_IsAppliedUnderneath()
    {
        Count.Add(5);

        Tree.Frame(SampleTree.SetCount(2, 10));
        Assert.That(Count.Value, Is.EqualTo(15));
        Tree.Take(new AckMessage(1, 2, []));
        Tree.Frame(new IntOperation.Add(CountAddress, 5));

        Assert.That(Count.Value, Is.EqualTo(15));
        Assert.That(Note.IsPending("count"), Is.False);
    }

    [Test]
    public void Frame_OfAnotherOnPendingText_BringsItPast()
    {
        Text.Insert(3, "!");

        Tree.Frame(new StringOperation.Splice(TextAddress, 0, 1, "T"));
        Assert.That(Text.Value, Is.EqualTo("Two!"));
        Tree.Take(Reject(1, RejectionCodes.Validation, "No", null));

        Assert.That(Text.Value, Is.EqualTo("Two"));
    }

    [Test]
    public void Frame_ThatTellsNoDifference_TellsNothing()
    {
        Count.Value = 5;
        var told = 0;
        Count.Observe(_ => told++);

        Tree.Frame(SampleTree.SetCount(2, 3)); // below: what is pending stays on top
        Assert.That((Count.Value, told), Is.EqualTo((5L, 0)));
        Tree.Take(new AckMessage(1, 1, [])); // it came to nothing

        Assert.That((Count.Value, told), Is.EqualTo((3L, 1)));
    }

    [Test]
    public void Edits_OfOneText_WaitForEachOtherAndTravelTogether()
    {
        Text.Insert(3, "a");
        Text.Insert(4, "b");
        Text.Insert(5, "c");
        Count.Value = 1;
        Assert.That(Sent, Has.Count.EqualTo(1), "all that is later waits too");

        Tree.Frame(new StringOperation.Splice(TextAddress, 0, 0, ">"));
        Tree.Take(new AckMessage(1, 2, []));
        Tree.Frame(new StringOperation.Splice(TextAddress, 4, 0, "a"));

        Assert.That(Text.Value, Is.EqualTo(">twoabc"));
        Assert.That(Sent.Skip(1), Is.EqualTo(new[]
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

        Assert.That(Sent.Select(action => action.Action), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Record_MakesOneAction()
    {
        var settled = Tree.Record(() =>
        {
            Text.Value = "new";
            Count.Value = 1;
        });

        Assert.That(Sent.Single(), Is.EqualTo(ActionMessage.Of(
            1, 1, 0, [new StringOperation.Set(TextAddress, "new"), new IntOperation.Set(CountAddress, 1)])));
        Tree.Take(new AckMessage(1, 1, []));
        Assert.That(settled.IsCompleted, Is.False);
        Tree.Frame(SampleTree.SetText(2, "new"), SampleTree.SetCount(2, 1));
        Assert.That(settled.IsCompletedSuccessfully);
    }

    [Test]
    public void Record_ThatThrows_LeavesNoTrace()
    {
        var told = 0;
        Text.Observe(_ => told++);

        Assert.Throws<IOException>(() => Tree.Record(() =>
        {
            Text.Value = "new";
            throw new IOException();
        }));

        Assert.That((Text.Value, told, Sent.Count), Is.EqualTo(("two", 0, 0)));
        Assert.That(Note.IsPending("text"), Is.False);
    }

    [Test]
    public void Record_InsideAnother_ThatThrows_LeavesNoTraceInThatOne()
    {
        var told = new List<string>();
        Text.Observe(change => told.Add(change.New));
        Count.Observe(change => told.Add($"{change.New}"));

        Tree.Record(() =>
        {
            Text.Value = "before";
            Assert.Throws<IOException>(() => Tree.Record(() =>
            {
                Tree.Record(() => Text.Insert(0, "not "));
                Count.Value = 5;
                throw new IOException();
            }));
            Assert.That((Text.Value, Count.Value, Note.IsPending("count")), Is.EqualTo(("before", 0L, false)));
            Count.Value = 1;
        });

        Assert.That(told, Is.EqualTo(new[] { "before", "1" }));
        Assert.That(Sent.Single(), Is.EqualTo(ActionMessage.Of(
            1, 1, 0, [new StringOperation.Set(TextAddress, "before"), new IntOperation.Set(CountAddress, 1)])));
        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));
        Assert.That((Text.Value, Count.Value), Is.EqualTo(("two", 0L)));
    }

    [Test]
    public void Record_AroundOneThatWasMade_ThatThrows_LeavesNoTrace()
    {
        Assert.Throws<IOException>(() => Tree.Record(() =>
        {
            Tree.Record(() => Count.Value = 5);
            throw new IOException();
        }));

        Assert.That((Count.Value, Note.IsPending("count"), Sent.Count), Is.EqualTo((0L, false, 0)));
    }

    [Test]
    public void Write_ClosedAttribute_IsForbidden()
    {
        var plain = Tree.Object(4);

        var refused = Assert.Throws<OperationRejectedException>(() => plain.Tags.Add("tag"));

        Assert.That(refused?.Code, Is.EqualTo(RejectionCodes.Forbidden));
        Assert.That((plain.Tags.Count, Sent.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Write_OfWhatIsGone_Throws()
    {
        var text = Text;
        Tree.Frame(new DestroyOperation(2));

        Assert.Throws<InvalidOperationException>(() => text.Value = "x");
    }

    [Test]
    public void Write_WhatDoesNotFit_ThrowsAndSendsNothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Text.Insert(9, "x"));
        Assert.That(Sent, Is.Empty);
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
        Tree.Take(new AckMessage(2, 9, [])); // the snapshot holds it

        Tree.Apply(Whole(text: "two!", count: 10));

        Assert.That((Text.Value, Count.Value), Is.EqualTo(("two!", 15L)));
        Assert.That((Note.IsPending("text"), Note.IsPending("count")), Is.EqualTo((false, true)));
        Count.Value = 3;
        Assert.That(Sent[^1], Is.EqualTo(ActionMessage.Of(3, 2, 0, [new IntOperation.Set(CountAddress, 3)])));
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
    public void WritesChanged_TellsEachTurn()
    {
        var told = new List<(string, bool)>();
        Note.WritesChanged += name => told.Add((name, Note.IsPending(name)));

        Count.Value = 5;
        Tree.Take(new AckMessage(1, 1, []));
        Tree.Frame(SampleTree.SetCount(2, 5));

        Assert.That(told, Is.EqualTo(new[] { ("count", true), ("count", false) }));
    }

    [Test]
    public void Frame_ThatDoesNotFit_LeavesPendingWorkAlone()
    {
        Count.Value = 5;

        Assert.Throws<ProtocolException>(() => Tree.Frame(SampleTree.SetCount(2, 3), new DestroyOperation(1)));

        Assert.That((Count.Value, Note.IsPending("count")), Is.EqualTo((5L, true)));
        Tree.Frame(SampleTree.SetCount(2, 7));
        Tree.Take(Reject(1, RejectionCodes.Validation, "No", null));
        Assert.That(Count.Value, Is.EqualTo(7));
    }
}
