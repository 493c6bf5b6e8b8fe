using System.Runtime.CompilerServices;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.History;

/// <summary>What the history holds: all that its entries need, and nothing that none of them needs any more.</summary>
public sealed class BoundTests
{
    private const int Many = 3_000; // edits, more than the engine keeps for transformation

    [Test]
    public void Undo_OfManyItems_CopiesNoList()
    {
        var card = Past.Card();
        card.Tree.Record(() =>
        {
            for (var i = 0; i < Many; i++)
                card.Items.Add("x");
        });
        var before = GC.GetAllocatedBytesForCurrentThread();
        card.Tree.Undo();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Many * 4_096));
    }

    [Test]
    public void OneTransition_OfManyEdits_GoesBackAndForth()
    {
        var card = Past.Card();
        Past.GoesBackAndForth(card.Tree, () => card.Tree.Record(() =>
        {
            for (var i = 0; i < Many; i++)
            {
                card.Text.Insert(i % 3, $"{i % 10}");
                card.Items.Insert(i % 4, $"{i}");
            }
        }));
    }

    [Test]
    public void TwoTransitions_OfManyEdits_GoBackNewestFirst()
    {
        var card = Past.Card();
        Edit();
        var middle = card.Text.Value;
        Edit();
        var last = card.Text.Value;

        Assert.That((card.Undo(), card.Text.Value), Is.EqualTo((true, middle)));
        Assert.That((card.Undo(), card.Text.Value), Is.EqualTo((true, "abc")));
        Assert.That((card.Redo(), card.Redo(), card.Text.Value), Is.EqualTo((true, true, last)));

        void Edit() => card.Tree.Record(() =>
        {
            for (var i = 0; i < Many; i++)
                card.Text.Insert(i % 3, $"{i % 10}");
        });
    }

    [Test]
    public void ManyEditsUnderALaterOne_OfAnother_AreTakenBack()
    {
        var card = Past.Card();
        card.Tree.Record(() =>
        {
            for (var i = 0; i < Many; i++)
            {
                card.Text.Insert(i % 3, "x");
                card.Items.Insert(i % 3, $"{i}");
            }
        });
        Past.By("ben", card, "insert", Value.FromInt(Many), Value.FromString("y"));
        Past.By("ben", card, "append", Value.FromString("y"));
        Assert.That(card.Tree.Undo(card, null), Is.True);
        Assert.That((card.Text.Value, card.Items.Count), Is.EqualTo(("yabc", 4)));
        Assert.That((card.Tree.Redo(card, null), card.Text.Value.Length, card.Items.Count), Is.EqualTo((true, Many + 4, Many + 4)));
    }

    [Test]
    public void EditUnderTooManyLaterOnes_OfAnother_IsRefused()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Entries = Many } });
        card.Text.Insert(0, "x");
        for (var i = 0; i < 1_024; i++)
            Past.By("ben", card, "insert", Value.FromInt(1), Value.FromString("y"));
        card.Text.Insert(0, "x");
        Assert.That(card.Tree.Undo(card, null), Is.True);
        var refused = Unchanged.By<OperationRejectedException>(card.Tree, () => card.Tree.Undo(card, null));
        Assert.That(refused.Reason, Does.Contain("'text' of Card").And.Contains("too much was changed since"));
    }

    [Test]
    public void RolledBack_EditsOfATextThatWasUndone_CountForNothing()
    {
        var card = Past.Card();
        card.Text.Insert(0, "x");
        Unchanged.By<DivideByZeroException>(card.Tree, () => card.Tree.Record(() =>
        {
            card.Text.Insert(1, "yy");
            Some.Failure();
        }));
        Assert.That((card.Undo(), card.Text.Value), Is.EqualTo((true, "abc")));
        Assert.That((card.Redo(), card.Text.Value), Is.EqualTo((true, "xabc")));
    }

    [Test]
    public void Entry_LeftAllLists_IsHeldByNobody()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Entries = 1 } });
        var other = card.Tree.CreateObject<Card>();
        var edit = EditWithSomethingLarge(card);

        other.Number.Value = 1; // the root's only entry
        Assert.That(IsHeld(edit), Is.True, "the card's history has room");
        card.Number.Value = 1;
        Assert.That(IsHeld(edit), Is.False);
    }

    [Test]
    public void Entry_OfWhatWasUndoneAndChangedAgain_IsHeldByNobody()
    {
        var card = Past.Card();
        var edit = EditWithSomethingLarge(card);
        card.Undo();
        card.Undo();
        Assert.That(IsHeld(edit), Is.True, "it can be redone");
        card.Number.Value = 1;
        Assert.That(IsHeld(edit), Is.False);
    }

    [Test]
    public void Bytes_CountWhatWasDestroyedAndCreated()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Bytes = 150_000 } });
        foreach (var child in Enumerable.Range(0, 3).Select(_ => card.AddChild<Card>()).ToList())
        {
            child.Text.Value = new string('x', 100_000);
            card.Tree.ClearHistory();
        }

        card.Children[0].Destroy();
        card.Children[0].Destroy();
        Assert.That((card.Undo(), card.Undo(), card.Children.Count), Is.EqualTo((true, false, 2)));

        card.Tree.CreateObject<Card>(made => made.Text.Value = new string('y', 100_000));
        card.Tree.CreateObject<Card>(made => made.Text.Value = new string('z', 100_000));
        Assert.That((card.Tree.Undo(), card.Tree.Undo()), Is.EqualTo((true, false)));
    }

    [Test]
    public void Bytes_OfTheNewestAlone_AreNoReasonToForgetIt()
    {
        var card = Past.Card(new TreeOptions { History = new HistoryLimits { Bytes = 1_000 } });
        Past.GoesBackAndForth(card.Tree, () => card.Text.Value = new string('x', 100_000));
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no local of it is alive afterwards
    private static WeakReference EditWithSomethingLarge(Card card)
    {
        var text = new string('x', 1_000);
        card.Items.Add(text);
        card.Items.RemoveAt(card.Items.Count - 1);
        return new WeakReference(text);
    }

    private static bool IsHeld(WeakReference edit)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return edit.IsAlive;
    }
}
