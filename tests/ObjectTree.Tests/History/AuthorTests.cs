using ObjectTree.Model.Values;

namespace ObjectTree.Tests.History;

public sealed class AuthorTests
{
    [Test]
    public void Undo_OfOneAuthor_TakesBackHisAdditionsOnly()
    {
        var card = Past.Card();
        Past.By("anna", card, "add", Value.FromInt(1));
        Past.By("ben", card, "add", Value.FromInt(10));
        Past.By("carl", card, "add", Value.FromInt(100));
        Past.By("anna", card, "add", Value.FromInt(1000));

        Assert.That((card.Tree.Undo(card, "anna"), card.Number.Value), Is.EqualTo((true, 111L)));
        Assert.That((card.Tree.Undo(card, "anna"), card.Number.Value), Is.EqualTo((true, 110L)));
        Assert.That((card.Tree.Undo(card, "dora"), card.Tree.Undo(card, null)), Is.EqualTo((false, false)));
        Assert.That((card.Tree.Redo(card, "ben"), card.Tree.Redo(card, "anna")), Is.EqualTo((false, true)));
    }

    [Test]
    public void Undo_OfOneAuthor_LeavesOthersItemsTextAndEntries()
    {
        var card = Past.Card();
        Past.By("anna", card, "append", Value.FromString("x"));
        Past.By("ben", card, "append", Value.FromString("y"));
        Past.By("anna", card, "insert", Value.FromInt(1), Value.FromString("X"));
        Past.By("ben", card, "insert", Value.FromInt(0), Value.FromString("YY"));
        Past.By("anna", card, "put", Value.FromString("a"), Value.FromString("2"));
        Past.By("ben", card, "put", Value.FromString("b"), Value.FromString("3"));

        while (card.Tree.Undo(card, "anna"))
        {
        }

        Assert.That(card.Items, Is.EqualTo(new[] { "a", "b", "c", "y" }));
        Assert.That(card.Text.Value, Is.EqualTo("YYabc"));
        Assert.That((card.Style["a"], card.Style["b"]), Is.EqualTo(("1", "3")));
        while (card.Tree.Redo(card, "anna"))
        {
        }
        Assert.That((card.Items.Count, card.Text.Value, card.Style["a"]), Is.EqualTo((5, "YYaXbc", "2")));
    }

    [Test]
    public void Undo_OfOneAuthor_LeavesOthersObjects()
    {
        var card = Past.Card();
        Past.By("anna", card, "create");
        Past.By("ben", card, "create");
        var (hers, his) = (card.Children[0], card.Children[1]);

        card.Tree.Undo(card, "anna");

        Assert.That(card.Children, Is.EqualTo(new[] { his }));
        card.Tree.Redo(card, "anna");
        Assert.That(card.Children, Is.EqualTo(new[] { hers, his }));
    }

    [Test]
    public void Undo_OfAMoveToWhereAnotherAuthorHasPutTheObjectAnyway_IsNoOperation()
    {
        var tree = Some.Tree();
        var (hers, his) = (tree.CreateObject<Card>(), tree.CreateObject<Card>());
        hers.OnCall = his.OnCall = card => card.MoveTo(tree.Root);
        Past.By("anna", hers, "call");
        Past.By("ben", his, "call");
        var (before, told) = (tree.Version, 0);
        tree.Root.Children.Observe(_ => told++);

        Assert.That(tree.Undo(tree.Root, "anna") && tree.Redo(tree.Root, "anna"));

        Assert.That((tree.Version, told), Is.EqualTo((before, 0)));
        Assert.That(tree.Undo(tree.Root, "ben") && tree.Undo(tree.Root, "anna"));
        Assert.That(tree.Root.Children, Is.EqualTo(new[] { hers, his }));
    }

    [Test]
    public void Undo_KeyThatAnotherAuthorChanged_IsAConflict()
    {
        var card = Past.Card();
        Past.By("anna", card, "put", Value.FromString("a"), Value.FromString("2"));
        Past.By("ben", card, "put", Value.FromString("a"), Value.FromString("3"));
        var refused = Unchanged.By<OperationRejectedException>(card.Tree, () => card.Tree.Undo(card, "anna"));
        Assert.That(refused.Reason, Does.Contain("'a'"));
        Assert.That((card.Tree.Undo(card, "anna"), card.Tree.Undo(card, "ben")), Is.EqualTo((false, true)));
    }
}
