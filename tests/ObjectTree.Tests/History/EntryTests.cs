using ObjectTree.Model.Values;

namespace ObjectTree.Tests.History;

public sealed class EntryTests
{
    [Test]
    public void Entry_UndoneThroughOneObject_IsUndoneForAll()
    {
        var card = Past.Card();
        card.Number.Value = 1;
        Assert.That((card.CanUndo, card.Tree.Root.CanUndo, card.CanRedo), Is.EqualTo((true, true, false)));

        Assert.That(card.Undo(), Is.True);

        Assert.That((card.CanUndo, card.Tree.Root.CanUndo, card.Tree.Root.CanRedo), Is.EqualTo((false, false, true)));
        Assert.That((card.Tree.Undo(), card.Tree.Redo(), card.Number.Value), Is.EqualTo((false, true, 1L)));
    }

    [Test]
    public void Entry_OfTwoSiblings_IsFiledWithTheirParentOnly()
    {
        var card = Past.Card();
        var (one, other) = (card.AddChild<Card>(), card.AddChild<Card>());
        card.Tree.ClearHistory();
        card.Tree.Record(() =>
        {
            one.Number.Value = 1;
            other.Number.Value = 1;
        });
        Assert.That((one.CanUndo, other.CanUndo, card.CanUndo), Is.EqualTo((false, false, true)));
    }

    [Test]
    public void NewTransition_DropsUndoneEntriesOnlyFromTheListsItEnters()
    {
        var card = Past.Card();
        var other = card.Tree.CreateObject<Card>();
        card.Number.Value = 1;
        card.Undo();
        other.Number.Value = 1;
        Assert.That((card.Tree.Root.CanRedo, card.CanRedo), Is.EqualTo((false, true)));
        card.Done.Value = true;
        Assert.That(card.CanRedo, Is.False);
    }

    [Test]
    public void Limits_OfCount_ForgetTheOldest()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Entries = 2 } });
        for (var i = 1; i <= 4; i++)
            card.Number.Value = i;
        Assert.That((card.Undo(), card.Undo(), card.Undo(), card.Number.Value), Is.EqualTo((true, true, false, 2L)));
    }

    [Test]
    public void Limits_OfBytes_ForgetTheOldest()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Bytes = 300 } });
        for (var i = 1; i <= 4; i++)
            card.Number.Value = i;
        Assert.That((card.Undo(), card.Undo(), card.Undo(), card.Number.Value), Is.EqualTo((true, true, false, 2L)));
    }

    [Test]
    public void Limits_NoEntries_KeepNothing()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Entries = 0 } });
        card.Text.Insert(0, "x");
        Assert.That((card.CanUndo, card.Undo(), card.Tree.Undo()), Is.EqualTo((false, false, false)));
    }

    [Test]
    public void ClearHistory_InATransition_ForgetsThatAsWell()
    {
        var card = Past.Card();
        card.Number.Value = 1;
        card.Tree.Record(() =>
        {
            card.Tree.ClearHistory();
            card.Number.Value = 2;
        });
        Assert.That((card.CanUndo, card.Tree.Undo(), card.Number.Value), Is.EqualTo((false, false, 2L)));
    }

    [Test]
    public void ClearHistory_RolledBack_ForgetsNothing()
    {
        var card = Past.Card();
        card.Number.Value = 1;
        Unchanged.By<DivideByZeroException>(card.Tree, () => card.Tree.Record(() =>
        {
            card.Tree.ClearHistory();
            Some.Failure();
        }));
        Assert.That(card.Undo(), Is.True);
    }

    [Test]
    public void NotUndoableAndTransient_ArePassedBy()
    {
        var card = Past.Card();
        card.Seen.Value = 1;
        card.Cursor.Value = 1;
        Assert.That(card.CanUndo, Is.False);
        card.Tree.Record(() =>
        {
            card.Seen.Value = 2;
            card.Number.Value = 2;
        });
        card.Undo();
        Assert.That((card.Seen.Value, card.Number.Value), Is.EqualTo((2L, 0L)));
    }

    [Test]
    public void Undo_InRecord_IsAllowedBeforeAnythingIsWritten()
    {
        var card = Past.Card();
        card.Number.Value = 1;
        card.Tree.Record(() =>
        {
            card.Undo();
            card.Text.Value = "x";
        });
        Assert.That((card.Number.Value, card.Text.Value), Is.EqualTo((0L, "x")));
        card.Number.Value = 1;
        Unchanged.By<InvalidOperationException>(card.Tree, () => card.Tree.Record(() =>
        {
            card.Text.Value = "y";
            card.Undo();
        }));
    }

    [Test]
    public void Undo_InAfterTransitionAndInACall_IsATransitionOfItsOwn()
    {
        var card = Past.Card();
        card.Tree.Record(() =>
        {
            card.Number.Value = 1;
            card.Tree.AfterTransition(() => card.Undo());
        });
        Assert.That(card.Number.Value, Is.Zero);
        card.Number.Value = 2;
        var sources = new List<string?>();
        card.Tree.Committed += transition => sources.Add(transition.Source);
        Assert.That(Past.By("anna", card, "back"), Is.EqualTo(Value.FromBool(true)));
        Assert.That((card.Number.Value, sources.Single()), Is.EqualTo((0L, "anna")));
    }

    [TestCase(1_000)]
    public void Undo_ManyEditsInOneTransition_TakesAllBackAndForthAgain(int edits)
    {
        var tree = new Tree(new TreeOptions { History = new HistoryLimits { Bytes = long.MaxValue } });
        var card = tree.CreateObject<Card>();
        var start = tree.Serialize().Objects;
        tree.Record(() =>
        {
            for (var i = 0; i < edits; i++)
                card.Text.Insert(i / 2, "x");
        });
        var end = tree.Serialize().Objects;
        for (var round = 0; round < 2; round++)
        {
            Assert.That(tree.Undo() && tree.Serialize().Objects.SequenceEqual(start), "undone");
            Assert.That(tree.Redo() && tree.Serialize().Objects.SequenceEqual(end), "redone");
        }
    }
}
