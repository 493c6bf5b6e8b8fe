namespace ObjectTree.Tests.Objects;

public sealed class LimitTests
{
    [Test]
    public void Children_AtTheLimit_AreRefused()
    {
        var tree = Make(new TreeLimits { Children = 3 });
        for (var i = 0; i < 3; i++)
            tree.CreateObject<Note>();

        Refused(tree, () => tree.CreateObject<Note>());
        var below = tree.Root.Children[0].AddChild<Note>();
        Refused(tree, () => below.MoveTo(tree.Root));
    }

    [Test]
    public void Creation_ThatCallsItselfWithoutEnd_IsRefused()
    {
        var tree = Make(new TreeLimits { Children = TreeLimits.Unlimited });
        Refused(tree, () => tree.CreateObject<Rabbit>());
    }

    [Test]
    public void Depth_AtTheLimit_IsRefused()
    {
        var tree = Make(new TreeLimits { Depth = 3 });
        var deepest = tree.CreateObject<Note>().AddChild<Note>();
        var tall = tree.CreateObject<Note>();
        tall.AddChild<Note>();

        Refused(tree, () => deepest.AddChild<Note>());
        Refused(tree, () => tall.MoveTo(deepest.Parent!));
        tall.Children[0].MoveTo(deepest.Parent!);
    }

    [Test]
    public void Objects_AtTheLimit_AreRefused()
    {
        var tree = Make(new TreeLimits { Objects = 3 });
        tree.CreateObject<Note>();

        Refused(tree, () => tree.CreateObject<Note>(made => made.AddChild<Note>()));
        tree.CreateObject<Note>();
        Refused(tree, () => tree.CreateObject<Note>());
    }

    [Test]
    public void Undo_OfACreationThatMadeRoomForItself_NeedsRoomOnlyForItsResult()
    {
        var tree = Make(new TreeLimits { Objects = 3 });
        var first = tree.CreateObject<Note>();
        tree.CreateObject<Note>(made =>
        {
            first.Destroy();
            made.AddChild<Note>();
        });
        Assert.That(tree.Undo() && tree.Objects.Count == 2 && !first.IsDestroyed);
        Assert.That(tree.Redo() && tree.Objects.Count == 3 && first.IsDestroyed);
    }

    [Test]
    public void Undo_OfADestruction_NeedsNoRoomForWhatItsOnInitWritesAgain()
    {
        var tree = Make(new TreeLimits { Objects = 3, Children = 1, AddedAttributes = 1, Depth = 3 });
        var owner = tree.CreateObject<Owner>();
        owner.RemoveAttribute("own");
        owner.AddAttribute("other", new IntTopic());
        owner.Destroy();

        Assert.That(tree.Undo() && !owner.IsDestroyed && owner.Children.Count == 1);
        Assert.That(owner.AttributeNames, Is.EqualTo(new[] { "other" }));
        Refused(tree, () => owner.AddChild<Note>());
    }

    [Test]
    public void Depth_RecursionInOnBuild_EndsWithLimit()
    {
        var tree = Some.Tree();
        Refused(tree, () => tree.CreateObject<Endless>());
    }

    [Test]
    public void DefaultLimits_OfChildrenAndDepth_HoldExactly()
    {
        var tree = Some.Tree();
        tree.Record(() =>
        {
            for (var i = 0; i < 10_000; i++)
                tree.CreateObject<SObject>();
            var deepest = tree.Root.Children[0];
            for (var i = 0; i < 62; i++)
                deepest = deepest.AddChild<SObject>();
            Assert.That(() => deepest.AddChild<SObject>(), Throws.TypeOf<OperationRejectedException>());
        });
        Refused(tree, () => tree.CreateObject<SObject>());
    }

    [Test]
    public void Limits_BelowOne_AreRefused() =>
        Assert.That(() => Make(new TreeLimits { Depth = 0 }), Throws.InstanceOf<ArgumentException>());

    private static Tree Make(TreeLimits limits) => new(new TreeOptions { Limits = limits });

    private static void Refused(Tree tree, Action call) =>
        Assert.That(Unchanged.By<OperationRejectedException>(tree, call).Code, Is.EqualTo(RejectionCodes.Limit));

    public sealed class Endless : SObject
    {
        protected override void OnBuild() => AddChild<Endless>();
    }

    private sealed class Owner : SObject
    {
        protected override void OnInit()
        {
            AddAttribute("own", new IntTopic());
            AddChild<Note>();
        }
    }

    private sealed class Rabbit : SObject
    {
        protected override void OnInit() => Parent!.AddChild<Rabbit>();
    }
}
