using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client keeps to itself until it commits it. The server is the test.</summary>
internal sealed class DraftTests : ShapeFixture
{
    [Test]
    public void Draft_IsShownAndNotSent_UntilItIsCommittedAsOneAction()
    {
        var draft = Tree.Draft(() =>
        {
            Text.Insert(3, "!");
            Create("new", Note, 0);
        });
        draft.Update(() => Text.Insert(4, "?"));
        draft.Update(() => Tree.Object(4).Destroy());
        Assert.That((Text.Value, Shape(), Sent.Count), Is.EqualTo(("two!?", "1(2(-1 3))", 0)));

        var committed = draft.CommitAsync();

        Assert.That(Sent.Single(), Is.EqualTo(Action(
            1, 0, new NewOperation(-1, Note.Schema, 2, 0, null), new StringOperation.Set(new(-1, 1), "new"),
            new StringOperation.Splice(TextAddress, 3, 0, "!?"), new DestroyOperation(4))));
        Ack(1, 1, new CreatedId(-1, 7));
        Assert.That(committed.IsCompleted, Is.False);
        Tree.Frame(
            Made(7, 2, "", 0), SampleTree.SetText(7, "new"), new StringOperation.Splice(TextAddress, 3, 0, "!?"), new DestroyOperation(4));
        Assert.That((Text.Value, Shape(), committed.IsCompletedSuccessfully, draft.IsOpen), Is.EqualTo(("two!?", "1(2(7 3))", true, false)));
    }

    [Test]
    public void Discard_TakesTheDraftBack()
    {
        var draft = Tree.Draft(() =>
        {
            Text.Insert(3, " draft");
            Create("new", Note);
            Tree.Object(3).MoveTo(Tree.Root);
        });
        Text.Insert(0, "> ");
        Told.Clear();

        draft.Discard();

        Assert.That((Text.Value, Shape(), Tree.Object(2).IsPending("text")), Is.EqualTo(("> two", "1(2(3) 4)", true)));
        Assert.That(Told, Is.EqualTo(new[] { "remove 3 from 2", "remove -1 from 0", "add 3 at 0", "--1" })
            .Or.EqualTo(new[] { "remove -1 from 0", "add 3 at 0", "remove 3 from 2", "--1" }));
        draft.Discard();
        Assert.Throws<InvalidOperationException>(() => draft.Update(() => Text.Value = "x"));
    }

    [Test]
    public void WhatIsWrittenMeanwhile_GoesBelowTheDraft()
    {
        var told = new List<string>();
        var draft = Tree.Draft(() =>
        {
            Text.Insert(0, "draft ");
            Count.Value = 7;
        });
        Text.Observe(change => told.Add(change.New));
        Count.Observe(change => told.Add($"{change.New}"));

        Text.Insert(9, "!");
        Count.Value = 3;
        Tree.Frame(new StringOperation.Splice(TextAddress, 0, 0, "> "));

        Assert.That((Text.Value, Count.Value), Is.EqualTo(("> draft two!", 7L)).Or.EqualTo(("draft > two!", 7L)));
        Assert.That(told, Has.Count.EqualTo(2), "nothing is told of what is below");
        Assert.That(Sent, Is.EqualTo(new[]
        {
            Action(1, 0, new StringOperation.Splice(TextAddress, 3, 0, "!")), Action(2, 0, new IntOperation.Set(CountAddress, 3)),
        }));
        draft.Discard();
        Assert.That((Text.Value, Count.Value), Is.EqualTo(("> two!", 3L)));
    }

    [Test]
    public void ShapesThatAreChangedMeanwhile_GoBelowTheDraft()
    {
        var draft = Tree.Draft(() => Create("draft", index: 0));

        var mine = Create("mine", index: 2); // behind 2, which is the first without the draft
        Assert.That(Shape(), Is.EqualTo("1(-1 2(3) -2 4)"));
        Assert.That(LastSent, Is.EqualTo(Action(
            1, 0, new NewOperation(-2, Note.Schema, 1, 1, null), new StringOperation.Set(new(-2, 1), "mine"))));
        mine.MoveTo(Tree.Root, 1);

        Assert.That(LastSent, Is.EqualTo(Action(2, 0, new MoveOperation(-2, 1, 0))));
        Assert.That(Shape(), Is.EqualTo("1(-1 -2 2(3) 4)"));
        draft.Discard();
        Assert.That(Shape(), Is.EqualTo("1(-2 2(3) 4)"));
    }

    [Test]
    public void Drafts_LieOnEachOther_AndAreCommittedInAnyOrder()
    {
        var first = Tree.Draft(() => Text.Insert(0, "1"));
        var second = Tree.Draft(() => Text.Insert(4, "2"));
        Assert.That(Text.Value, Is.EqualTo("1two2"));

        second.CommitAsync();
        Assert.That(LastSent, Is.EqualTo(Action(1, 0, new StringOperation.Splice(TextAddress, 3, 0, "2"))));
        Ack(1, 1);
        Tree.Frame(new StringOperation.Splice(TextAddress, 3, 0, "2"));
        first.CommitAsync();

        Assert.That(Text.Value, Is.EqualTo("1two2"));
        Assert.That(LastSent, Is.EqualTo(Action(2, 1, new StringOperation.Splice(TextAddress, 0, 0, "1"))));
    }

    [Test]
    public void Update_BelowALaterDraft_MovesWhatThatChanges()
    {
        var first = Tree.Draft(() => Text.Insert(3, "1"));
        var second = Tree.Draft(() => Text.Insert(4, "2"));
        first.Update(() => Text.Insert(0, "> "));
        first.Update(() => Text.Insert(6, "3"));
        Assert.That(Text.Value, Is.EqualTo("> two132"));

        second.Discard();
        Assert.That(Text.Value, Is.EqualTo("> two13"));
        first.CommitAsync();
        Tree.Frame(new StringOperation.Splice(TextAddress, 3, 0, "!"));
        Assert.That(Text.Value, Does.StartWith("> two").And.Contains("13"));
    }

    [Test]
    public void Update_ThatThrows_LeavesTheDraftAsItWas()
    {
        var draft = Tree.Draft(() =>
        {
            Create("new", Note).GetAttribute<IntTopic>("count").Value = 1;
            Text.Insert(0, "1");
        });
        var above = Tree.Draft(() => Text.Insert(4, "2"));
        Told.Clear();

        Assert.Throws<IOException>(() => draft.Update(() =>
        {
            Text.Insert(0, "0");
            Tree.Object(-1).GetAttribute<IntTopic>("count").Value = 2;
            Tree.Object(-1).GetAttribute<StringTopic>("text").Value = "other";
            Tree.Object(-1).MoveTo(Tree.Root);
            Create("another");
            throw new IOException();
        }));

        Assert.That((Text.Value, Shape(), TextOf(Tree.Object(-1))), Is.EqualTo(("1two2", "1(2(3 -1) 4)", "new")));
        Assert.That(Told, Is.Empty);
        draft.CommitAsync();
        Assert.That(LastSent, Is.EqualTo(Action(
            1, 0, new NewOperation(-1, Note.Schema, 2, -1, null), new StringOperation.Set(new(-1, 1), "new"),
            new IntOperation.Set(new(-1, 2), 1), new StringOperation.Splice(TextAddress, 0, 0, "1"))));
        above.Discard();
        Assert.That(Text.Value, Is.EqualTo("1two"));
        Assert.Throws<IOException>(() => Tree.Draft(() =>
        {
            Text.Value = "x";
            throw new IOException();
        }));
        Assert.That(Text.Value, Is.EqualTo("1two"));
    }

    [Test]
    public void WhatADraftCreates_CanBeUsedInThatDraftAlone()
    {
        ReplicaObject? drafted = null;
        var draft = Tree.Draft(() => drafted = Create("draft"));
        var friends = Note.GetAttribute<ListTopic<ReplicaObject>>("items");

        Assert.Throws<InvalidOperationException>(() => Create("x", drafted));
        Assert.Throws<InvalidOperationException>(() => Note.MoveTo(drafted!));
        Assert.Throws<InvalidOperationException>(drafted!.Destroy);
        Assert.Throws<InvalidOperationException>(() => drafted.GetAttribute<StringTopic>("text").Value = "x");
        Assert.Throws<InvalidOperationException>(() => friends.Add(drafted));
        Assert.Throws<InvalidOperationException>(() => Tree.Draft(() => friends.Add(drafted)));
        Assert.Throws<InvalidOperationException>(() => Tree.Record(() => draft.Update(() => { })));
        draft.Update(() => friends.Add(drafted));

        Assert.That((friends.Count, Sent.Count, Shape()), Is.EqualTo((1, 0, "1(2(3) 4 -1)")));
    }

    [Test]
    public async Task Commit_Refused_IsTakenBackAsAWhole()
    {
        var draft = Tree.Draft(() =>
        {
            Text.Value = "draft";
            Create("new");
        });

        var committed = draft.CommitAsync();
        Tree.Take(Reject(1, RejectionCodes.Validation, "No", null));

        Assert.That((await committed.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((Text.Value, Shape()), Is.EqualTo(("two", "1(2(3) 4)")));
        await Assert.ThrowsAsync<InvalidOperationException>(draft.CommitAsync);
    }

    [Test]
    public async Task LostConnection_LeavesTheDraft_WhichIsLaidOnWhatIsThereThen()
    {
        var pending = Create("pending");
        var draft = Tree.Draft(() =>
        {
            Create("below what is lost", pending);
            Create("below what stays", Note);
            Count.Add(2);
            Tree.Object(4).Destroy();
        });

        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));
        Assert.That((Shape(), Count.Value), Is.EqualTo(("1(2(3 -3))", 2L)));
        await Assert.ThrowsAsync<ConnectionException>(draft.CommitAsync);
        draft.Update(() => Text.Value = "offline");
        Connect();
        Tree.Apply(Whole("other", 5));

        Assert.That((Shape(), Count.Value, Text.Value), Is.EqualTo(("1(2(3 -3))", 7L, "offline")));
        Assert.That((TextOf(Tree.Object(-3)), Tree.Objects.Count), Is.EqualTo(("below what stays", 4)));
        Sent.Clear();
        var committed = draft.CommitAsync();
        Assert.That(Sent, Has.Count.EqualTo(1));
        Tree.Take(Reject(1, RejectionCodes.NotFound, "Gone", null)); // what was below the lost one
        await committed.Failure<OperationRejectedException>();
        Assert.That((Shape(), Count.Value, Text.Value), Is.EqualTo(("1(2(3) 4)", 5L, "other")));
    }

    [Test]
    public void Snapshot_BringsEditsPastWhatChangedMeanwhile()
    {
        var draft = Tree.Draft(() => Text.Insert(3, "?"));
        Text.Insert(3, "!");
        Text.Insert(0, "-"); // waits for the one before
        Ack(1, 9);

        Tree.Apply(Whole("> two!"));
        Assert.That(Text.Value, Is.EqualTo("-> two!?").Or.EqualTo("> -two!?"));
        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));
        Connect();
        Tree.Apply(Whole("two!"));

        Assert.That(Text.Value, Is.EqualTo("two!?"));
        draft.CommitAsync();
        Assert.That(LastSent, Is.EqualTo(Action(1, 0, new StringOperation.Splice(TextAddress, 4, 0, "?"))));
    }

    [Test]
    public void Draft_OnWhatTheServerHadNamedWhenTheConnectionEnded_FollowsItsId()
    {
        var pending = Create("pending");
        var draft = Tree.Draft(() =>
        {
            Create("below", pending);
            Note.GetAttribute<ListTopic<ReplicaObject>>("items").Add(pending);
        });

        Ack(1, 1, new CreatedId(-1, 9));
        Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone")); // before its frame
        Connect();
        Tree.Apply(Whole() with { Operations = [.. Whole().Operations, Made(9, 1, "pending")] });

        Assert.That(Shape(), Is.EqualTo("1(2(3) 4 9(-2))"));
        draft.CommitAsync();
        Assert.That(LastSent, Is.EqualTo(Action(
            1, 0, new NewOperation(-2, Note.Schema, 9, -1, null), new StringOperation.Set(new(-2, 1), "below"),
            new Model.Kinds.List.ListOperation.Insert(new(2, 3), 0, Model.Values.Value.FromReference(9)))));
    }

    [Test]
    public void Update_KeepsWhatItWroteBeforeAPartThatThrew()
    {
        var below = Tree.Draft(() => Text.Value = "below");
        Tree.Draft(() => Text.Insert(5, "!"));

        below.Update(() =>
        {
            Create("stays");
            Assert.Throws<IOException>(() => Tree.Record(() =>
            {
                Text.Value = "not";
                Create("goes");
                throw new IOException();
            }));
            Count.Value = 1;
        });
        below.CommitAsync();

        Assert.That((Text.Value, Count.Value, Shape()), Is.EqualTo(("below!", 1L, "1(2(3) 4 -1)")));
        Assert.That(LastSent, Is.EqualTo(Action(
            1, 0, new StringOperation.Set(TextAddress, "below"), new NewOperation(-1, Note.Schema, 1, -1, null),
            new StringOperation.Set(new(-1, 1), "stays"), new IntOperation.Set(CountAddress, 1))));
    }

    [Test]
    public void Create_WithAKeyThatOnlyADraftHasFreed_Throws()
    {
        Tree.Draft(() => Note.Destroy());

        Assert.That(() => Create("new", key: "key"), Throws.ArgumentException.With.Message.Contains("taken"));
        Assert.That((Shape(), Sent.Count), Is.EqualTo(("1(4)", 0)));
    }

    [Test]
    public async Task AnotherTree_EndsDraftsAndFormerIds()
    {
        Create("made");
        Ack(1, 1, new CreatedId(-1, 9));
        Tree.Frame(Made(9, 1, "made"));
        var draft = Tree.Draft(() =>
        {
            Text.Value = "draft";
            Create("new", Note);
        });
        Rejoin(""); // the same as before
        Assert.That((draft.IsOpen, Text.Value, Shape(), Tree.TryGetObject(-1, out _)), Is.EqualTo((true, "draft", "1(2(3 -2) 4 9)", true)));

        Rejoin("second");

        Assert.That((draft.IsOpen, Text.Value, Shape(), Tree.TryGetObject(-1, out _)), Is.EqualTo((false, "two", "1(2(3) 4 9)", false)));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(draft.CommitAsync);
        Assert.That(refused!.Message, Does.Contain("another one"));
        Assert.Throws<InvalidOperationException>(() => draft.Update(() => Text.Value = "x"));
        draft.Discard();
        Assert.That((Text.Value, Sent.Count), Is.EqualTo(("two", 1)));

        void Rejoin(string epoch)
        {
            Tree.Disconnect(new ConnectionException(CloseCode.GoingAway, "gone"));
            Connect(epoch: epoch);
            Tree.Apply(Whole() with { Operations = [.. Whole().Operations, Made(9, 1, "made")] });
        }
    }

    [Test]
    public void Draft_OnWhatGoesAndComesBackWithOtherText_IsBroughtPastThat()
    {
        var draft = Tree.Draft(() => Tree.Object(3).GetAttribute<StringTopic>("text").Insert(5, "!"));
        var pending = Tree.Object(3).GetAttribute<StringTopic>("text");
        pending.Insert(0, "-");

        Tree.Frame(new DestroyOperation(3));
        Tree.Frame(Made(3, 2, "ABCthree"));

        Assert.That(TextOf(Tree.Object(3)), Is.EqualTo("ABC-three!").Or.EqualTo("-ABCthree!"));
        Tree.Take(Reject(1, RejectionCodes.NotFound, "Gone", null));
        Assert.That(TextOf(Tree.Object(3)), Is.EqualTo("ABCthree!"));
        draft.CommitAsync();
        Assert.That(LastSent, Is.EqualTo(Action(2, 2, new StringOperation.Splice(new(3, 1), 8, 0, "!"))));
    }

    [Test]
    public void Draft_ThatRefersToWhatIsPending_FollowsItsId()
    {
        var pending = Create("pending");
        var draft = Tree.Draft(() =>
        {
            pending.GetAttribute<IntTopic>("count").Add(1);
            Create("below", pending);
            Note.GetAttribute<ListTopic<ReplicaObject>>("items").Add(pending);
        });

        Ack(1, 1, new CreatedId(-1, 7));
        Tree.Frame(Made(7, 1, ""), SampleTree.SetText(7, "pending"));
        draft.CommitAsync();

        Assert.That(Shape(), Is.EqualTo("1(2(3) 4 7(-2))"));
        Assert.That(LastSent, Is.EqualTo(Action(
            2, 1, new IntOperation.Add(new(7, 2), 1), new NewOperation(-2, Note.Schema, 7, -1, null),
            new StringOperation.Set(new(-2, 1), "below"),
            new Model.Kinds.List.ListOperation.Insert(new(2, 3), 0, Model.Values.Value.FromReference(7)))));
    }
}
