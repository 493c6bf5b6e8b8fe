namespace ObjectTree.Tests.Objects;

public sealed class MoveTests
{
    [TestCase(0, 2, "b,c,a")]
    [TestCase(0, -1, "b,c,a")]
    [TestCase(2, 0, "c,a,b")]
    [TestCase(0, 1, "b,a,c")]
    public void Move_AmongSiblings_CountsAfterItWasTakenOut(int from, int to, string expected)
    {
        var (parent, children) = Make();

        children[from].MoveTo(parent, to);

        Assert.That(string.Join(',', parent.Children.Select(child => child.Key)), Is.EqualTo(expected));
    }

    [Test]
    public void Move_ToWhereItIs_IsNoOperation()
    {
        var (parent, children) = Make();
        var version = parent.Tree.Version;

        children[1].MoveTo(parent, 1);
        children[2].MoveTo(parent);

        Assert.That(parent.Tree.Version, Is.EqualTo(version));
    }

    [Test]
    public void Move_BelowItself_IsRefused()
    {
        var (parent, children) = Make();
        children[1].MoveTo(children[0]);

        Unchanged.By<InvalidOperationException>(parent.Tree, () => children[0].MoveTo(children[1]));
        Unchanged.By<InvalidOperationException>(parent.Tree, () => children[0].MoveTo(children[0]));
        Unchanged.By<InvalidOperationException>(parent.Tree, () => parent.MoveTo(children[1]));
    }

    [TestCase(-2)]
    [TestCase(3)]
    [TestCase(int.MaxValue)]
    public void Move_OutsideTheChildren_IsRefused(int index)
    {
        var (parent, children) = Make();
        Unchanged.By<ArgumentOutOfRangeException>(parent.Tree, () => children[0].MoveTo(parent, index));
        Unchanged.By<ArgumentOutOfRangeException>(parent.Tree, () => parent.AddChild<Note>(index: index < 0 ? index : index + 1));
    }

    [Test]
    public void Move_ToAnotherTree_IsRefused()
    {
        var (parent, children) = Make();
        var other = Some.Note();
        Unchanged.By<ArgumentException>(parent.Tree, () => children[0].MoveTo(other));
        Unchanged.By<ArgumentNullException>(parent.Tree, () => children[0].MoveTo(null!));
    }

    [Test]
    public void Move_WithAllBelow_KeepsIds()
    {
        var (parent, children) = Make();
        var below = children[0].AddChild<Note>();

        children[0].MoveTo(children[1]);

        Assert.That(parent.Tree.GetObject(below.Id), Is.SameAs(below));
        Assert.That(below.Parent!.Parent, Is.SameAs(children[1]));
    }

    private static (SObject Parent, Note[] Children) Make()
    {
        var tree = Some.Tree();
        var parent = Some.Note(tree);
        return (parent, [.. new[] { "a", "b", "c" }.Select(key => tree.CreateObject<Note>(parent, key: key))]);
    }
}
