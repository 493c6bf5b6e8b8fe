using ObjectTree.Model.Shape;

namespace ObjectTree.Tests.Captures;

/// <summary>Each kind of change in each way, wherever a capture has come to meanwhile.</summary>
public sealed class ChangeTests
{
    public enum Way
    {
        Forward,
        RolledBack,
        ForwardAndUndone,
        Undo,
        UndoAndRedone,
        Redo,
    }

    public static IEnumerable<Change> Changes { get; } =
    [
        new("write", tree => tree.Get<Branch>("twig").Number.Value = 7),
        new("write twice", tree =>
        {
            tree.Get<Note>("leaf").Text.Insert(0, "a");
            tree.Get<Note>("leaf").Text.Insert(1, "b");
        }),
        new("write of what is transient", tree => tree.Get<Branch>("bough").Draft.Value = "e"),
        new("write of the root's tags", tree => tree.Root.Tags.Add("t")),
        new("emit", tree => tree.Get<Branch>("twig").Bell.Emit("x")),
        new("tag", tree => tree.Get<Note>("last").Tags.Add("t")),
        new("untag", tree => tree.Get<Note>("leaf").Tags.Remove("green")),
        new("link to what goes", tree =>
        {
            tree.Get<Branch>("first").Link.Value = tree.Find("bough");
            tree.Get<Branch>("bough").Destroy();
        }),
        new("create", tree => tree.Get<Branch>("twig").AddChild<Note>()),
        new("create first", tree => tree.Get<Branch>("second").AddChild<Branch>(branch => branch.AddChild<Note>(), index: 0)),
        new("create below the childless", tree => tree.Get<Note>("leaf").AddChild<Note>().Text.Value = "x"),
        new("copy", tree => tree.Get<Branch>("twig").Restore(tree.Get<Branch>("first").Serialize(), index: 1)),
        new("destroy", tree => tree.Get<Note>("leaf").Destroy()),
        new("destroy what has children", tree => tree.Get<Branch>("first").Destroy()),
        new("destroy a named child", tree => tree.Get<Branch>("twig").Children[0].Destroy()),
        new("change, then destroy above", tree =>
        {
            tree.Get<Branch>("twig").Number.Value = 3;
            tree.Get<Note>("leaf").MoveTo(tree.Get<Branch>("twig"), 0);
            tree.Get<Branch>("first").Destroy();
        }),
        new("destroy from the leaves up", tree =>
        {
            tree.Get<Branch>("twig").Children[0].Destroy();
            tree.Get<Branch>("twig").Destroy();
            tree.Get<Branch>("first").Destroy();
        }),
        new("move within", tree => tree.Get<Branch>("twig").MoveTo(tree.Get<Branch>("first"))),
        new("move forward", tree => tree.Get<Branch>("twig").MoveTo(tree.Get<Branch>("bough"))),
        new("move back", tree => tree.Get<Branch>("bough").MoveTo(tree.Get<Branch>("twig"), 0)),
        new("move a named child away", tree => tree.Get<Branch>("first").Children[0].MoveTo(tree.Get<Branch>("second"))),
        new("move a named child away and back", tree =>
        {
            var named = tree.Get<Branch>("second").Children[0];
            named.MoveTo(tree.Root, 0);
            named.MoveTo(tree.Get<Branch>("second"));
        }),
        new("move, then change what is below", tree =>
        {
            tree.Get<Branch>("first").MoveTo(tree.Get<Branch>("second"));
            tree.Get<Branch>("twig").Number.Value = 3;
            tree.Get<Note>("leaf").Destroy();
        }),
        new("exchange parent and child", tree =>
        {
            tree.Get<Branch>("twig").MoveTo(tree.Root, 0);
            tree.Get<Branch>("first").MoveTo(tree.Get<Branch>("twig"), 0);
        }),
        new("move out, then destroy what it left", tree =>
        {
            tree.Get<Branch>("twig").MoveTo(tree.Get<Branch>("second"));
            tree.Get<Branch>("first").Destroy();
        }),
        new("move below what is new", tree => tree.Get<Branch>("first").MoveTo(tree.Root.AddChild<Branch>(index: 0))),
        new("move into what goes", tree =>
        {
            tree.Get<Branch>("bough").MoveTo(tree.Get<Note>("leaf"));
            tree.Get<Branch>("twig").Destroy();
        }),
        new("add an attribute", tree => tree.Get<Note>("leaf").AddAttribute("more", new IntTopic(1)).Add(1)),
        new("remove an attribute", tree => tree.Get<Note>("last").RemoveAttribute("extra")),
        new("exchange an attribute", tree =>
        {
            tree.Get<Note>("last").RemoveAttribute("extra");
            tree.Get<Note>("last").AddAttribute("extra", new StringTopic("x"));
        }),
        new("say an attribute's type", tree => tree.Get<Note>("last").AddAttribute("scar", new ValueTopic<Scar?>(null))),
        new("say an attribute's type, then write", tree => tree.Get<Note>("last").AddAttribute("extra", new IntTopic()).Add(1)),
    ];

    [Test]
    public void TryTake_ChangeBetweenSlices_GivesWhatWas([ValueSource(nameof(Changes))] Change change, [Values] Way way)
    {
        for (var before = 0; before <= Branches.Count; before++)
        {
            var tree = Branches.Make();
            Prepare(tree, change.Do, way);
            using var capture = tree.BeginCapture(withTransient: true);
            using var kept = tree.BeginCapture(withTransient: false);
            var (expected, expectedToBeKept) = (tree.Serialize(withTransient: true).Objects, tree.Serialize().Objects);
            List<ObjectState> taken = [], takenToBeKept = [];
            if (before > 0)
                capture.TryTake(before, taken);

            Go(tree, change.Do, way);

            TakeRest(capture, taken);
            TakeRest(kept, takenToBeKept);
            Assert.That(taken, Is.EqualTo(expected), $"after {before} objects");
            Assert.That(takenToBeKept, Is.EqualTo(expectedToBeKept));
        }
    }

    private static void Prepare(Tree tree, Action<Tree> change, Way way)
    {
        if (way is Way.Forward or Way.RolledBack or Way.ForwardAndUndone)
            return;
        change(tree);
        if (way == Way.Redo)
            UndoAll(tree);
    }

    private static void Go(Tree tree, Action<Tree> change, Way way)
    {
        if (way is Way.Forward or Way.ForwardAndUndone)
            change(tree);
        if (way == Way.RolledBack)
            Assert.That(() => tree.Record(() => ChangeAndFail(tree, change)), Throws.TypeOf<DivideByZeroException>());
        if (way is Way.Undo or Way.UndoAndRedone or Way.ForwardAndUndone)
            UndoAll(tree);
        if (way is Way.Redo or Way.UndoAndRedone)
            RedoAll(tree);
    }

    private static void ChangeAndFail(Tree tree, Action<Tree> change)
    {
        change(tree);
        Some.Failure();
    }

    private static void UndoAll(Tree tree)
    {
        while (tree.Undo())
        {
        }
    }

    private static void RedoAll(Tree tree)
    {
        while (tree.Redo())
        {
        }
    }

    private static void TakeRest(TreeCapture capture, List<ObjectState> taken)
    {
        while (capture.TryTake(2, taken))
        {
        }
    }

    public sealed record Change(string Name, Action<Tree> Do)
    {
        public override string ToString() => Name;
    }
}
