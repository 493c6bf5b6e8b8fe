using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client creates, moves and destroys, on top of what the server says. The server is the test.</summary>
internal sealed class ShapeTests : ShapeFixture
{
    [Test]
    public void Create_IsThereAtOnceAndSentWithItsFirstValuesWhole()
    {
        var note = Tree.Create("Note", Tree.Root, one =>
        {
            one.GetAttribute<StringTopic>("text").Insert(0, "world");
            one.GetAttribute<StringTopic>("text").Insert(0, "hello ");
            one.GetAttribute<IntTopic>("count").Add(2);
        }, index: 0, key: "mine");

        Assert.That((note.Id, TextOf(note), Tree.Find("mine")), Is.EqualTo((-1L, "hello world", note)));
        Assert.That(Shape(), Is.EqualTo("1(-1 2(3) 4)"));
        Assert.That(Told, Is.EqualTo(new[] { "+-1", "add -1 at 0" }));
        Assert.That(Sent.Single(), Is.EqualTo(Action(
            1, 0, new NewOperation(-1, Note.Schema, 1, 0, "mine"), new StringOperation.Set(new(-1, 1), "hello world"),
            new IntOperation.Set(new(-1, 2), 2))));
    }

    [Test]
    public void FrameOfACreation_KeepsTheObjectAndItsView()
    {
        var log = new List<string>();
        Tree.Views.Register("note", () => new LoggingView(log));
        log.Clear();
        var note = Create("mine");
        Ack(1, 1, new CreatedId(-1, 7));
        Assert.That(note.Id, Is.EqualTo(-1), "its frame is to come");
        Told.Clear();

        Tree.Frame(Made(7, 1, ""), SampleTree.SetText(7, "mine"));

        Assert.That((note.Id, Tree.Object(7), Tree.Object(-1), note.IsPending("text")), Is.EqualTo((7L, note, note, false)));
        Assert.That(Shape(), Is.EqualTo("1(2(3) 4 7)"));
        Assert.That(Told, Is.Empty);
        Assert.That(log, Is.EqualTo(new[] { "+-1 mine" }));
    }

    [Test]
    public void FrameOfACreation_BringsWhatTheServerFilledIn()
    {
        var note = Create("mine");
        var counts = new List<long>();
        note.GetAttribute<IntTopic>("count").Observe(change => counts.Add(change.New));
        note.GetAttribute<StringTopic>("text").Insert(4, "!");
        Assert.That(Sent, Has.Count.EqualTo(1), "another text of the same object is on its way");

        Ack(1, 1, new CreatedId(-1, 7));
        Tree.Frame(Made(7, 1, "server's"), SampleTree.SetText(7, "mine"), SampleTree.SetCount(7, 3));

        Assert.That((TextOf(note), counts), Is.EqualTo(("mine!", new[] { 3L })));
        Assert.That(LastSent, Is.EqualTo(Action(2, 1, new StringOperation.Set(new(7, 1), "mine!"))));
    }

    [Test]
    public void Objects_BelowAndReferringToWhatIsPending_AreCalledByTheirIdsOnceThatIsMade()
    {
        var outer = Create("outer");
        var inner = Create("inner", outer);
        Assert.That(LastSent, Is.EqualTo(Action(
            2, 0, new NewOperation(-2, Note.Schema, -1, -1, null), new StringOperation.Set(new(-2, 1), "inner"))));
        Ack(1, 1, new CreatedId(-1, 7));
        Tree.Frame(Made(7, 1, ""), SampleTree.SetText(7, "outer"));

        inner.MoveTo(outer, 0); // it is there
        outer.MoveTo(Tree.Root, 0);
        Assert.That(Shape(), Is.EqualTo("1(7(-2) 2(3) 4)"));
        Assert.That(LastSent, Is.EqualTo(Action(3, 1, new MoveOperation(7, 1, 0))));
        Ack(2, 2, new CreatedId(-2, 8));
        Tree.Frame(Made(8, 7, ""), SampleTree.SetText(8, "inner"));

        Assert.That((Shape(), inner.Id), Is.EqualTo(("1(7(8) 2(3) 4)", 8L)));
    }

    [Test]
    public void FramesOfOthers_AreAppliedUnderneath_AndTellOnlyTheDifference()
    {
        var mine = Create("mine");
        Note.MoveTo(Tree.Object(4));
        Tree.Object(3).Destroy();
        Assert.That(Shape(), Is.EqualTo("1(4(2) -1)"));
        Told.Clear();

        Tree.Frame(Made(7, 1, "other"), SampleTree.SetText(3, "still there"), new MoveOperation(4, 1, 0));

        Assert.That((Shape(), mine.Id), Is.EqualTo(("1(4(2) 7 -1)", -1L)));
        Assert.That(Told, Is.EqualTo(new[] { "+7", "add 7 at 1" }));
    }

    [Test]
    public void Reject_OfACreation_TakesItAwayWithAllBelow()
    {
        var outer = Create("outer");
        Create("inner", outer);
        Told.Clear();

        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));
        Assert.That((Shape(), outer.IsDestroyed), Is.EqualTo(("1(2(3) 4)", true)));
        Assert.That(Told, Is.EqualTo(new[] { "remove -1 from 2", "--2", "--1" }));
        Tree.Take(Reject(2, RejectionCodes.NotFound, "Gone", null));

        Assert.That((Tree.Pending, Rejections.Count), Is.EqualTo((0, 2)));
        Assert.Throws<InvalidOperationException>(() => outer.GetAttribute<IntTopic>("count").Add(1));
    }

    [Test]
    public void Reject_OfADestruction_BringsTheSameObjectsBackWithNewViews()
    {
        var log = new List<string>();
        Tree.Views.Register("note", () => new LoggingView(log));
        log.Clear();
        var (note, below) = (Note, Tree.Object(3));

        note.Destroy();
        Assert.That((Shape(), note.IsDestroyed, below.IsDestroyed), Is.EqualTo(("1(4)", true, true)));
        Tree.Frame(SampleTree.SetText(3, "changed"));
        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));

        Assert.That((Shape(), Tree.Object(2), Tree.Object(3)), Is.EqualTo(("1(2(3) 4)", note, below)));
        Assert.That(log, Is.EqualTo(new[] { "-3 three", "-2 two", "+2 two", "+3 changed" }));
        Assert.That(Told, Is.EqualTo(new[] { "remove 2 from 0", "-3", "-2", "+2", "+3", "add 2 at 0" }));
    }

    [Test]
    public void Move_Refused_GoesBack()
    {
        Tree.Object(3).MoveTo(Tree.Root, 0);
        Assert.That(Shape(), Is.EqualTo("1(3 2 4)"));

        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));

        Assert.That(Shape(), Is.EqualTo("1(2(3) 4)"));
        Assert.That(Told, Is.EqualTo(new[] { "remove 3 from 0", "add 3 at 0", "remove 3 from 0", "add 3 at 0" }));
    }

    [Test]
    public void WhatDoesNotFitAnyMore_IsNotShown_UntilItFitsAgain()
    {
        var (mine, undone) = (Create("mine", Note), Made(2, 1, "undone"));
        Note.MoveTo(Tree.Object(4));

        Tree.Frame(new DestroyOperation(2));
        Assert.That((Shape(), mine.IsDestroyed), Is.EqualTo(("1(4)", true)));
        Tree.Frame(undone);

        Assert.That((Shape(), mine.IsDestroyed), Is.EqualTo(("1(4(2(-1)))", false)));
    }

    [Test]
    public void Destroy_OfAnother_WhileItIsPending_SettlesInQuiet()
    {
        Note.Destroy();
        Told.Clear();

        Tree.Frame(new DestroyOperation(2));
        Tree.Take(Reject(1, RejectionCodes.NotFound, "Gone", null));

        Assert.That((Shape(), Tree.Pending), Is.EqualTo(("1(4)", 0)));
        Assert.That(Told, Is.Empty);
    }

    [Test]
    public void Record_MakesOneActionOfShapesAndValues()
    {
        var settled = Tree.Record(() =>
        {
            var outer = Create("outer");
            Create("inner", outer);
            Note.MoveTo(outer, 0);
            Tree.Object(4).Destroy();
            Count.Value = 9;
        });

        Assert.That(Shape(), Is.EqualTo("1(-1(2(3) -2))"));
        Assert.That(Told, Is.EqualTo(new[] { "+-1", "+-2", "remove 4 from 1", "move -1 from 1 to 0", "remove 2 from 1", "-4" })
            .Or.EqualTo(new[] { "+-1", "+-2", "remove 4 from 1", "remove 2 from 0", "add -1 at 0", "-4" }));
        Assert.That(Sent.Single(), Is.EqualTo(Action(
            1, 0, new NewOperation(-1, Note.Schema, 1, -1, null), new StringOperation.Set(new(-1, 1), "outer"),
            new NewOperation(-2, Note.Schema, -1, -1, null), new StringOperation.Set(new(-2, 1), "inner"), new MoveOperation(2, -1, 0),
            new DestroyOperation(4), new IntOperation.Set(CountAddress, 9))));
        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));
        Assert.That((Shape(), settled.IsFaulted, Count.Value), Is.EqualTo(("1(2(3) 4)", true, 0L)));
    }

    [Test]
    public void Record_ThatThrows_LeavesNoTrace()
    {
        Assert.Throws<IOException>(() => Tree.Record(() =>
        {
            Create("outer");
            Note.Destroy();
            throw new IOException();
        }));
        Assert.Throws<IOException>(() => Tree.Create("Note", Tree.Root, _ => throw new IOException()));

        Assert.That((Shape(), Told, Sent.Count), Is.EqualTo(("1(2(3) 4)", Array.Empty<string>(), 0)));
        Assert.That(Note.IsDestroyed, Is.False);
    }

    [Test]
    public void Create_ThatThrows_InsideARecord_IsNoPartOfIt()
    {
        Tree.Record(() =>
        {
            Count.Value = 1;
            Create("before");
            Assert.Throws<IOException>(() => Tree.Create("Note", Tree.Root, half =>
            {
                half.GetAttribute<StringTopic>("text").Value = "half";
                Note.MoveTo(half);
                Tree.Object(4).Destroy();
                throw new IOException();
            }));
            Assert.That(Shape(), Is.EqualTo("1(2(3) 4 -1)"));
            Create("after");
        });

        Assert.That(Shape(), Is.EqualTo("1(2(3) 4 -1 -3)"));
        Assert.That(Told, Is.EqualTo(new[] { "+-1", "+-3", "add -1 at 2", "add -3 at 3" }));
        Assert.That(Sent.Single(), Is.EqualTo(Action(
            1, 0, new IntOperation.Set(CountAddress, 1), new NewOperation(-1, Note.Schema, 1, -1, null),
            new StringOperation.Set(new(-1, 1), "before"), new NewOperation(-3, Note.Schema, 1, -1, null),
            new StringOperation.Set(new(-3, 1), "after"))));
    }

    [Test]
    public void OtherThreads_SeeNothingOfARecordBeforeItsEnd()
    {
        var below = Tree.Object(3);
        (ReplicaObject? Parent, bool IsDestroyed) seen = default;
        Tree.Record(() =>
        {
            Note.MoveTo(Tree.Object(4));
            below.Destroy();
            Assert.That((Note.Parent, below.IsDestroyed), Is.EqualTo((Tree.Object(4), true)));
            var other = new Thread(state => seen = (((ReplicaObject)state!).Parent, below.IsDestroyed));
            other.Start(Note);
            other.Join();
        });

        Assert.That(seen, Is.EqualTo((Tree.Root, false)));
        Assert.That((Note.Parent, below.IsDestroyed), Is.EqualTo((Tree.Object(4), true)));
    }

    [Test]
    public void WhatCannotBe_IsRefusedAtOnceAndSendsNothing()
    {
        var gone = Create("gone");
        gone.Destroy();
        Sent.Clear();
        var below = Tree.Object(3);

        Assert.That(Assert.Throws<OperationRejectedException>(() => Note.MoveTo(below))?.Code, Is.EqualTo(RejectionCodes.Cycle));
        Assert.That(Assert.Throws<OperationRejectedException>(() => Note.MoveTo(Note))?.Code, Is.EqualTo(RejectionCodes.Cycle));
        Assert.Throws<InvalidOperationException>(() => Tree.Root.Destroy());
        Assert.Throws<InvalidOperationException>(() => Tree.Root.MoveTo(Note));
        Assert.Throws<InvalidOperationException>(() => Note.MoveTo(gone));
        Assert.Throws<InvalidOperationException>(() => gone.Destroy());
        Assert.Throws<InvalidOperationException>(() => Create("x", gone));
        Assert.Throws<ArgumentException>(() => Tree.Create("Nothing", Note));
        Assert.Throws<ArgumentException>(() => Create("x", key: "key"));
        Assert.Throws<ArgumentException>(() => Create("x", SampleTree.Joined().Root));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create("x", index: 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Note.MoveTo(Tree.Root, 2));

        Assert.That((Sent.Count, Shape()), Is.EqualTo((0, "1(2(3) 4)")));
    }

    [Test]
    public async Task Undo_OfWhatTheServerDoesNotKnowYet_Throws()
    {
        var mine = Create("mine");
        await Assert.ThrowsAsync<InvalidOperationException>(() => mine.UndoAsync());
    }

    [Test]
    public async Task Disconnect_TakesBackWhatIsNotSettled()
    {
        var settled = Tree.Record(() =>
        {
            Create("mine");
            Note.Destroy();
        });

        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));

        Assert.That(Shape(), Is.EqualTo("1(2(3) 4)"));
        await settled.Failure<ConnectionException>();
        Assert.Throws<ConnectionException>(() => Create("mine"));
        Assert.Throws<ConnectionException>(() => Note.Destroy());
    }

    [Test]
    public void Snapshot_WithWhatWasAcked_AndWhatWasNot()
    {
        var made = Create("made");
        var waiting = Create("waiting", made);
        var refers = Tree.Record(() => made.GetAttribute<IntTopic>("count").Value = 4);
        Note.MoveTo(waiting);
        Ack(1, 9, new CreatedId(-1, 7));
        Told.Clear();

        Tree.Apply(new SnapshotMessage([.. Whole().Operations, Made(7, 1, "made")]));

        Assert.That(Shape(), Is.EqualTo("1(4 7(-2(2(3))))"));
        Assert.That((made.Id, made.IsDestroyed, waiting.IsDestroyed), Is.EqualTo((7L, true, true)), "all objects are new ones");
        Assert.That((TextOf(Tree.Object(-2)), Tree.Object(7).GetAttribute<IntTopic>("count").Value), Is.EqualTo(("waiting", 4L)));
        Assert.That(Told.Where(one => one[0] == '+'), Is.EqualTo(new[] { "+1", "+7", "+-2", "+2", "+3", "+4" }));
        Ack(2, 1, new CreatedId(-2, 8));
        Tree.Frame(Made(8, 7, ""), SampleTree.SetText(8, "waiting"));
        Assert.That((Shape(), Tree.Pending, refers.IsCompleted), Is.EqualTo(("1(4 7(8(2(3))))", 2, false)));
    }

    [Test]
    public void Busy_ForACreation_WhatNeedsItWaitsAsWell()
    {
        var mine = Create("mine");
        mine.GetAttribute<IntTopic>("count").Add(1);

        Tree.Take(Busy(1, 500));
        Tree.Take(Reject(2, RejectionCodes.NotFound, "There is no such object.", null));
        Tree.Resume();

        Assert.That((Pauses.Count, Rejections.Count, Shape()), Is.EqualTo((1, 0, "1(2(3) 4 -1)")));
        Assert.That(Sent.Skip(2).Single(), Is.EqualTo(
            Action(3, 0, new NewOperation(-1, Note.Schema, 1, -1, null), new StringOperation.Set(new(-1, 1), "mine"))));
        Tree.Take(Reject(3, RejectionCodes.Forbidden, "No", null));
        Assert.That(LastSent, Is.EqualTo(Action(4, 0, new IntOperation.Add(new(-1, 2), 1))));
        Tree.Take(Reject(4, RejectionCodes.NotFound, "There is no such object.", null));
        Assert.That((Tree.Pending, Shape()), Is.EqualTo((0, "1(2(3) 4)")));
    }

    [Test]
    public void Busy_ForAMove_WhenTheServerHasMadeALaterOneOfTheSame_IsRefused()
    {
        Tree.Object(3).MoveTo(Tree.Root, 0);
        Tree.Object(3).MoveTo(Tree.Object(4));

        Tree.Take(Busy(1, 500));
        Ack(2, 1);
        Tree.Frame(new MoveOperation(3, 4, -1));
        Tree.Resume();

        Assert.That((Shape(), Sent.Count, Tree.Pending), Is.EqualTo(("1(2 4(3))", 2, 0)));
        Assert.That(Rejections.Single().Code, Is.EqualTo(RejectionCodes.Busy));
    }

    [Test]
    public void References_ToWhatIsPending_FollowIt()
    {
        var target = Create("target");
        var list = Note.GetAttribute<ListTopic<ReplicaObject>>("items");
        list.Add(target);
        Assert.That(list[0], Is.SameAs(target));

        Ack(1, 1, new CreatedId(-1, 7));
        Tree.Frame(Made(7, 1, ""), SampleTree.SetText(7, "target"));

        Assert.That((list[0], Note.GetAttribute<ListTopic<Model.Values.Value>>("items")[0]), Is.EqualTo(
            (target, Model.Values.Value.FromReference(7))));
    }

    private sealed class LoggingView(List<string> log) : View
    {
        public StringTopic Text { get; } = new();

        protected override void OnCreate() => log.Add($"+{Object.Id} {Text.Value}");

        protected override void OnDestroy() => log.Add($"-{Object.Id} {Text.Value}");
    }
}
