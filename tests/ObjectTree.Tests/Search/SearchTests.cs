namespace ObjectTree.Tests.Search;

public sealed class SearchTests
{
    [Test]
    public void Descendants_AcceptAndStop_GiveParentsFirst()
    {
        var top = Some.Note();
        var first = top.AddChild<Note>(one => one.AddChild<Note>(two => two.Number.Value = 2));
        var second = top.AddChild<Note>(one => one.Number.Value = 1);
        var below = (Note)first.Children[0];
        Assert.That(top.Descendants<Note>(), Is.EqualTo(new[] { first, below, second }));
        Assert.That(top.Descendants<Note>(one => one.Number.Value > 0), Is.EqualTo(new[] { below, second }));
        Assert.That(top.Descendants<Note>(stop: one => one == first), Is.EqualTo(new[] { first, second }));
        Assert.That(top.ChildrenOf<Note>(), Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public void FindTagged_FollowsEveryChangeOfTagsAndShape()
    {
        var note = Some.Note();
        var tree = note.Tree;
        note.Tags.Value = ["a", "b"];
        note.Tags.Remove("b");
        Assert.That((tree.FindTagged("a").Single(), tree.FindTagged("b").Count), Is.EqualTo(((SObject)note, 0)));
        tree.Undo();
        Assert.That(tree.FindTagged("b"), Is.EqualTo(new[] { note }));
        Unchanged.By<DivideByZeroException>(tree, () => tree.Record(() =>
        {
            note.Tags.Clear();
            note.Destroy();
            Some.Failure();
        }));
        Assert.That(tree.FindTagged("a"), Is.EqualTo(new[] { note }));
        note.Destroy();
        Assert.That(tree.FindTagged("a"), Is.Empty);
    }

    [Test]
    public void FindTagged_OfARestoredTree_FindsWhatWasTagged()
    {
        var note = Some.Note();
        note.Tags.Add("a");
        var options = new TreeOptions();
        options.ObjectTypes.Add<Note>();
        Assert.That(Tree.Restore(note.Tree.Serialize(), options).FindTagged("a").Single().Id, Is.EqualTo(note.Id));
    }
}
