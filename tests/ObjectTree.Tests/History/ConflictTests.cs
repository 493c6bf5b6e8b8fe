namespace ObjectTree.Tests.History;

public sealed class ConflictTests
{
    [TestCaseSource(nameof(Conflicts))]
    public void Undo_OfWhatWasChangedSince_NamesWhatIsInTheWayAndLeavesTheList(Action<Card> change, Action<Card> later, string named)
    {
        var card = Past.Card();
        card.AddChild<Card>().AddChild<Card>();
        card.AddChild<Card>();
        card.Tree.ClearHistory();
        change(card);
        card.OnCall = later;
        Past.By("anna", card, "call");

        var refused = Unchanged.By<OperationRejectedException>(card.Tree, () => card.Tree.Undo(card.Tree.Root, null));

        Assert.That(refused.Code, Is.EqualTo(RejectionCodes.UndoConflict));
        Assert.That(refused.Reason, Does.Contain(named));
        Assert.That(card.Tree.Undo(card.Tree.Root, null), Is.False);
    }

    public static IEnumerable<TestCaseData> Conflicts()
    {
        yield return Case("string", card => card.Text.Value = "x", card => card.Text.Value = "y", "text");
        yield return Case("int", card => card.Number.Value = 1, card => card.Number.Value = 2, "number");
        yield return Case("list", card => card.Items.Value = ["x"], card => card.Items.Value = ["y"], "items");
        yield return Case("set", card => card.Words.Add("x"), card => card.Words.Remove("x"), "words");
        yield return Case("dict", card => card.Style["x"] = "1", card => card.Style["x"] = "2", "'x'");
        yield return Case(
            "moved since", card => card.Children[0].MoveTo(card, 1), card => card.Children[1].MoveTo(card.Tree.Root), "was moved since");
        yield return Case("gone", card => card.Children[0].Children[0].MoveTo(card), card => card.Children[2].Destroy(), "is gone");
        yield return Case("subtree", card => card.AddChild<Card>(), card => ((Card)card.Children[2]).Number.Value = 1, "was changed since");
        yield return Case("below", card => card.AddChild<Card>(), card => card.Children[2].AddChild<Card>(), "below");
        yield return Case("parent gone", card => card.Children[0].Children[0].Destroy(), card => card.Children[0].Destroy(), "is gone");
        yield return Case("attribute", card => card.AddAttribute("more", new IntTopic()), card => card.RemoveAttribute("more"), "'more'");
        yield return Case(
            "attribute's value", card => card.AddAttribute("more", new IntTopic()), card => ((IntTopic)card.GetAttribute("more")).Value = 1,
            "'more'");
    }

    [Test]
    public void Undo_KeyTaken_NamesItsHolder()
    {
        var card = Past.Card();
        card.Tree.CreateObject<Card>(card, key: "key").Destroy();
        var holder = card.Tree.CreateObject<Card>(key: "key");

        Assert.That(Past.Conflict(card), Does.Contain("'key'").And.Contain(holder.ToString()));
        Assert.That(Past.Conflict(card), Does.Contain("is gone"), "the entry has left the list, so the creation is next");
        Assert.That(card.Undo(), Is.False);
    }

    [Test]
    public void Undo_TypeUnregistered_NamesIt()
    {
        var card = Past.Card();
        card.AddChild<Note>().Destroy();
        card.Tree.Unregister<Note>();
        Assert.That(Past.Conflict(card), Does.Contain("Note"));
    }

    [Test]
    public void Conflict_LeavesTheListOfThatObjectOnly()
    {
        var card = Past.Card();
        card.Number.Value = 1;
        card.Tree.Record(() =>
        {
            card.Number.Value = 2;
            card.Tree.CreateObject<Card>();
        });
        Past.Conflict(card);
        Assert.That(card.CanUndo, Is.False);
        Assert.That((card.Tree.Undo(), card.Tree.Undo(), card.Number.Value), Is.EqualTo((true, true, 0L)));
    }

    private static TestCaseData Case(string name, Action<Card> change, Action<Card> later, string named) =>
        new TestCaseData(change, later, named).SetArgDisplayNames(name);
}
