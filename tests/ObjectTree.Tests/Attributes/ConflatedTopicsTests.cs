using ObjectTree.Conflation;
using ObjectTree.Model.Topics;

namespace ObjectTree.Tests.Attributes;

public sealed class ConflatedTopicsTests
{
    [Test]
    public void Window_OfAConflatedAttribute_IsWhatItsClassSays()
    {
        var (tree, pointer) = Make();
        Assert.That(WindowOf(tree, pointer, 1), Is.EqualTo(50));
        Assert.That(WindowOf(tree, pointer, 3), Is.EqualTo(2_000), "of the class derived from");
    }

    [Test]
    public void Window_OfOthers_IsNone()
    {
        var (tree, pointer) = Make();
        pointer.AddAttribute("added", new IntTopic());
        Assert.That(new[] { 0, 2, 4 }.Select(attribute => WindowOf(tree, pointer, attribute)), Is.All.Zero, "tags, not conflated, added");
        Assert.That(WindowOf(tree, tree.CreateObject<Note>(), 1), Is.Zero);
        pointer.Destroy();
        Assert.That(WindowOf(tree, pointer, 1), Is.Zero);
        Assert.That(tree.Read(() => ConflatedTopics.Find(tree, new AttributeAddress(pointer.Id, 1))), Is.Null);
    }

    [Test]
    public void Change_OfAConflatedAttribute_IsCommittedAndToldAtOnce()
    {
        var (tree, pointer) = Make();
        var told = new List<double>();
        pointer.X.Observe(change => told.Add(change.New));
        var committed = 0;
        tree.Committed += _ => committed++;

        pointer.X.Value = 1;
        pointer.X.Value = 2;

        Assert.That((committed, told), Is.EqualTo((2, new List<double> { 1, 2 })));
        tree.Undo();
        Assert.That(pointer.X.Value, Is.EqualTo(1));
        Assert.That(tree.Read(() => ConflatedTopics.Find(tree, new AttributeAddress(pointer.Id, 1))), Is.SameAs(pointer.X));
    }

    [Test]
    public void Window_AskedForOutsideTheTree_IsRefused()
    {
        var (tree, pointer) = Make();
        Assert.That(() => ConflatedTopics.WindowOf(tree, new AttributeAddress(pointer.Id, 1)), Throws.InvalidOperationException);
        Assert.That(() => ConflatedTopics.Find(tree, new AttributeAddress(pointer.Id, 1)), Throws.InvalidOperationException);
    }

    private static (Tree Tree, Pointer Pointer) Make()
    {
        var tree = Some.Tree();
        return (tree, tree.CreateObject<Pointer>());
    }

    private static int WindowOf(Tree tree, SObject target, int attribute) =>
        tree.Read(() => ConflatedTopics.WindowOf(tree, new AttributeAddress(target.Id, attribute)));

    public class Place : SObject
    {
        [Conflated(50)]
        public FloatTopic X { get; } = new();

        public FloatTopic Y { get; } = new();
    }

    public sealed class Pointer : Place
    {
        [Conflated(2_000)]
        public StringTopic Label { get; } = new();
    }
}
