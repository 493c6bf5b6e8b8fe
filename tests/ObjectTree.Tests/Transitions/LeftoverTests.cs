
namespace ObjectTree.Tests.Transitions;

/// <summary>What transitions leave behind where nobody looks.</summary>
public sealed class LeftoverTests
{
    [Test]
    public void Record_RollsBackMoreEditsThanATrailHolds_OlderEditsCanBeUndone()
    {
        var note = Some.Note();
        note.Text.Insert(0, "a");
        note.Text.Insert(1, "b");

        Assert.That(
            () => note.Tree.Record(() =>
            {
                for (var i = 0; i < 1100; i++)
                    note.Text.Insert(0, "x");
                Some.Failure();
            }),
            Throws.TypeOf<DivideByZeroException>());

        Assert.That(note.Undo() && note.Undo());
        Assert.That(note.Text.Value, Is.Empty);
    }

    [Test]
    public void MoveTo_ManyTimes_HoldsNoneOfTheOlderPlaces()
    {
        var tree = new Tree(new TreeOptions { History = new HistoryLimits { Entries = 0 } });
        var moving = tree.CreateObject<Note>();
        var place = Visit(moving);
        moving.MoveTo(tree.Root);
        moving.MoveTo(tree.CreateObject<Note>());

        GC.Collect();
        Assert.That(place.TryGetTarget(out _), Is.False);
        GC.KeepAlive(moving);
    }

    [Test]
    public void CreateObject_ConstructorCreatesSibling_ComesAfterIt()
    {
        var services = new TreeServices();
        var tree = services.Tree = new Tree(new TreeOptions { Services = services });

        var made = tree.CreateObject<WithSibling>();

        Assert.That(tree.Root.Children.Select(child => child.GetType()), Is.EqualTo(new[] { typeof(Note), typeof(WithSibling) }));
        Assert.That(tree.Root.Children[1], Is.SameAs(made));
    }

    [Test]
    public void Undo_RemovedAttributeForWhichThereIsNoRoomNow_IsRefused()
    {
        var tree = new Tree(new TreeOptions { Limits = new TreeLimits { AddedAttributes = 1 } });
        var target = tree.CreateObject<Exchanging>();
        target.AddAttribute("first", new IntTopic());
        target.RemoveAttribute("first");
        Calling.Invoke(tree, new Caller("session", "ann"), target.Id, "add", []);

        Assert.That(
            () => tree.Undo(target, null), Throws.TypeOf<OperationRejectedException>().With.Property("Code").EqualTo(RejectionCodes.Limit));
        Assert.That(target.AttributeNames, Is.EqualTo(new[] { "second" }));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference<SObject> Visit(SObject moving)
    {
        var place = moving.Tree.CreateObject<Note>();
        moving.MoveTo(place);
        moving.MoveTo(moving.Tree.Root);
        place.Destroy();
        return new WeakReference<SObject>(place);
    }

    private sealed class TreeServices : IServiceProvider
    {
        public Tree? Tree { get; set; }

        public object? GetService(Type serviceType) => serviceType == typeof(Tree) ? Tree : null;
    }

    public class WithSibling : SObject
    {
        public WithSibling(Tree tree)
        {
            ArgumentNullException.ThrowIfNull(tree);
            tree.CreateObject<Note>();
        }
    }

    public class Exchanging : SObject
    {
        [ClientCallable]
        public void Add() => AddAttribute("second", new IntTopic());
    }
}
