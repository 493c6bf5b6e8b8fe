using ObjectTree.Model.Shape;

namespace ObjectTree.Tests.Objects;

public sealed class CreationTests
{
    [Test]
    public void Create_WithBuildAndChildren_IsOneOperation()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);

        var made = tree.CreateObject<Note>(note =>
        {
            note.Text.Value = "a";
            note.Tags.Add("tag");
            note.AddChild<Note>(child => child.AddChild<Note>()).Items.Add("b");
        });

        var create = (CreateOperation)committed.Single().Operations.Single();
        Assert.That(create.Objects.Select(state => (state.Id, state.ParentId)), Is.EqualTo(new[] { (2L, 1L), (3L, 2L), (4L, 3L) }));
        Assert.That(create.Objects, Is.EqualTo(made.Serialize().Objects));
    }

    [Test]
    public void Create_Order_IsOnBuildThenBuildThenOnInitChildrenBeforeParents()
    {
        var calls = new List<string>();
        new Tree(new TreeOptions { Services = new Calls(calls) }).CreateObject<Caller>(made =>
        {
            calls.Add($"build {made.Id}");
            made.AddChild<Caller>(child => calls.Add($"build {child.Id}"));
        });

        Assert.That(calls, Is.EqualTo(new[] { "OnBuild 2", "build 2", "OnBuild 3", "build 3", "OnInit 3", "OnInit 2" }));
    }

    [Test]
    public void Destroy_Order_IsChildrenFirstAndAfterTheCommit()
    {
        var calls = new List<string>();
        var tree = new Tree(new TreeOptions { Services = new Calls(calls) });
        var made = tree.CreateObject<Caller>(parent => parent.AddChild<Caller>());
        calls.Clear();

        tree.Record(() =>
        {
            made.Destroy();
            calls.Add("recorded");
        });

        Assert.That(calls, Is.EqualTo(new[] { "recorded", "OnDestroy 3", "OnDestroy 2" }));
    }

    [Test]
    public void Create_SiblingInOnBuild_IsAnOperationOfItsOwnAfterIt()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);

        var made = tree.CreateObject<WithSibling>();

        Assert.That(
            committed.Single().Operations.Cast<CreateOperation>()
                .Select(create => create.Top.Id), Is.EqualTo(new[] { made.Id, made.Id + 1 }));
        Assert.That(tree.Root.Children.Select(child => child.Id), Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public void Create_OnInitWrites_IsOneTransitionWithOperationsAfterTheCreation()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);

        tree.CreateObject<WritesInOnInit>();

        Assert.That(committed.Single().Operations, Has.Length.EqualTo(2));
        Assert.That(committed.Single().Operations[0], Is.TypeOf<CreateOperation>());
    }

    [TestCase("constructor")]
    [TestCase("OnBuild")]
    [TestCase("build")]
    [TestCase("OnInit")]
    public void Create_Fails_LeavesNoTrace(string where)
    {
        var tree = Some.Tree();
        Fails.Where = where;

        Unchanged.By<DivideByZeroException>(tree, () => tree.CreateObject<Fails>(
            build: made => Fails.At("build", made.AddChild<Note>(child => child.Text.Value = "a")), key: "key"));

        Assert.That(tree.Find("key"), Is.Null);
        Assert.That(tree.Root.Children, Is.Empty);
        Fails.Where = "";
        Assert.That(tree.CreateObject<Fails>(key: "key").Id, Is.EqualTo(2), "the id was given back");
    }

    [Test]
    public void Create_PartFailsAndIsCaught_IsNotInTheCreation()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);

        tree.CreateObject<Note>(made =>
        {
            made.AddChild<Note>();
            Assert.That(() => made.AddChild<Note>(_ => throw new DivideByZeroException()), Throws.TypeOf<DivideByZeroException>());
        });

        Assert.That(((CreateOperation)committed.Single().Operations.Single()).Objects, Has.Length.EqualTo(2));
    }

    [Test]
    public void Create_PartIsDestroyedByItsOwnPart_IsGone()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);
        Note? part = null;

        var made = tree.CreateObject<Note>(top => top.AddChild<Note>(middle => part = middle.AddChild<Note>(_ => middle.Destroy())));

        Assert.That(part!.IsDestroyed, Is.True);
        Assert.That(made.Children, Is.Empty);
        Assert.That(((CreateOperation)committed.Single().Operations.Single()).Objects, Has.Length.EqualTo(1));
    }

    [Test]
    public void Create_PartWithAKeyGivenBackMeanwhile_IsRefused()
    {
        var tree = Some.Tree();
        var holder = tree.CreateObject<Note>(key: "key");

        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Note>(made =>
        {
            holder.Destroy();
            tree.CreateObject<Note>(made, key: "key");
        }));

        Assert.That(tree.Find("key"), Is.SameAs(holder));
    }

    [Test]
    public void Create_PartWithAKeyGivenBackBefore_GetsIt()
    {
        var tree = Some.Tree();
        var holders = new[] { tree.CreateObject<Note>(key: "first"), tree.CreateObject<Note>(key: "second") };

        tree.Record(() =>
        {
            holders[0].Destroy();
            tree.CreateObject<Note>(made =>
            {
                tree.CreateObject<Note>(made, key: "first");
                Assert.That(
                    () => tree.Record(() =>
                    {
                        holders[1].Destroy();
                        tree.CreateObject<Note>(made, key: "second");
                    }),
                    Throws.ArgumentException);
                Assert.That(tree.Find("second"), Is.SameAs(holders[1]), "that part is rolled back");
            });
        });

        Assert.That(tree.Find("first")!.Parent!.Parent, Is.SameAs(tree.Root));
    }

    [Test]
    public void Create_WhileBuilt_CanBeNeitherDestroyedNorMovedFromOutside()
    {
        var tree = Some.Tree();
        var outside = Some.Note(tree);

        Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Note>(made => made.Destroy()));
        Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Note>(made => made.MoveTo(outside)));
        Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Note>(made => made.AddChild<Note>().MoveTo(outside)));
        Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Note>(made => outside.MoveTo(made)));
        Unchanged.By<InvalidOperationException>(tree, () => outside.AddChild<Note>(_ => outside.Destroy()));
    }

    [Test]
    public void Create_MoveWithinTheCreation_IsInIt()
    {
        var tree = Some.Tree();
        var committed = Committed(tree);

        tree.CreateObject<Note>(made =>
        {
            var first = made.AddChild<Note>();
            made.AddChild<Note>().MoveTo(first);
        });

        Assert.That(
            ((CreateOperation)committed.Single().Operations.Single()).Objects.Select(state => state.ParentId),
            Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Key_Taken_IsRefused()
    {
        var tree = Some.Tree();
        tree.CreateObject<Note>(key: "key");

        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Note>(key: "key"));
    }

    [TestCase("")]
    [TestCase("a\0b")]
    public void Key_ThatCannotTravel_IsRefused(string key) =>
        Unchanged.By<ArgumentException>(Some.Tree(), () => new Tree().CreateObject<Note>(key: key));

    [Test]
    public void Key_LengthInBytes_IsLimited()
    {
        var tree = Some.Tree();
        tree.CreateObject<Note>(key: new string('é', 128));
        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Note>(key: new string('é', 128) + "a"));
        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Note>(key: "\uD800"));
    }

    [Test]
    public void Key_OfADestroyedObject_IsFreeAgain()
    {
        var tree = Some.Tree();
        tree.CreateObject<Note>(key: "key").Destroy();

        Assert.That(tree.Find("key"), Is.Null);
        Assert.That(tree.CreateObject<Note>(key: "key").Id, Is.EqualTo(3), "ids are never reused");
    }

    [Test]
    public void Constructor_Services_AreInjected()
    {
        var calls = new List<string>();
        new Tree(new TreeOptions { Services = new Calls(calls) }).CreateObject<Caller>();
        Assert.That(calls, Is.Not.Empty);
    }

    [Test]
    public void Constructor_MissingService_IsRefused()
    {
        var tree = Some.Tree();
        Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Caller>());
    }

    [Test]
    public void Constructor_UsesTheTree_SaysWhatToDo() =>
        Assert.That(() => Some.Tree().CreateObject<UsesTree>(), Throws.InvalidOperationException.With.Message.Contains("OnBuild"));

    [Test]
    public void Create_InAnotherTree_IsRefused()
    {
        var tree = Some.Tree();
        var other = Some.Note();
        Unchanged.By<ArgumentException>(tree, () => tree.CreateObject<Note>(other));
        Unchanged.By<ArgumentException>(tree, () => tree.DestroyObject(other));
    }

    [Test]
    public void Destroyed_AnyWrite_IsRefused()
    {
        var tree = Some.Tree();
        var (note, target) = (Some.Note(tree), Some.Note(tree));
        note.Destroy();

        Unchanged.By<InvalidOperationException>(tree, () => note.Text.Value = "a");
        Unchanged.By<InvalidOperationException>(tree, () => note.Items.Add("a"));
        Unchanged.By<InvalidOperationException>(tree, () => note.Tags.Add("a"));
        Unchanged.By<InvalidOperationException>(tree, () => note.AddChild<Note>());
        Unchanged.By<InvalidOperationException>(tree, () => note.MoveTo(target));
        Unchanged.By<InvalidOperationException>(tree, () => target.MoveTo(note));
        Unchanged.By<InvalidOperationException>(tree, note.Destroy);
        Assert.That(() => note.Serialize(), Throws.InvalidOperationException);
    }

    [Test]
    public void Destroy_Root_IsRefused()
    {
        var tree = Some.Tree();
        Unchanged.By<InvalidOperationException>(tree, tree.Root.Destroy);
        var note = Some.Note(tree);
        Unchanged.By<InvalidOperationException>(tree, () => tree.Root.MoveTo(note));
    }

    [Test]
    public void OnDestroy_WritesOrThrows_IsLoggedAndHarmless()
    {
        var logger = new TestLogger();
        var tree = Some.Tree(logger);
        var parent = tree.CreateObject<WritesInOnDestroy>(made => made.AddChild<WritesInOnDestroy>());

        parent.Destroy();

        Assert.That(logger.Entries.Select(entry => entry.Exception), Is.All.TypeOf<InvalidOperationException>().And.Exactly(2).Items);
        Assert.That(tree.Objects, Is.EqualTo(new[] { tree.Root }));
    }

    [Test]
    public void Lookup_UnknownIdOrType_IsRefused()
    {
        var tree = Some.Tree();
        Assert.That(() => tree.GetObject(99), Throws.TypeOf<KeyNotFoundException>());
        Assert.That(() => tree.CreateObject("nobody"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("nobody"));
        Assert.That(() => tree.RootAs<Note>(), Throws.TypeOf<InvalidCastException>());
        Assert.That(
            () => Some.Note(tree).GetAttribute("no"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("text, number, items"));
    }

    [Test]
    public void CreateByName_RegisteredType_IsMade()
    {
        var tree = Some.Tree();
        tree.Register<Note>("my note");
        Assert.That(tree.CreateObject("my note"), Is.TypeOf<Note>());
    }

    private static List<Transition> Committed(Tree tree)
    {
        var committed = new List<Transition>();
        tree.Committed += committed.Add;
        return committed;
    }

    public sealed class Calls(List<string> calls) : IServiceProvider
    {
        public void Add(string call) => calls.Add(call);

        public object? GetService(Type serviceType) => serviceType == typeof(Calls) ? this : null;
    }

    public sealed class Caller(Calls calls) : SObject
    {
        protected override void OnBuild() => calls.Add($"OnBuild {Id}");

        protected override void OnInit() => calls.Add($"OnInit {Id}");

        protected override void OnDestroy() => calls.Add($"OnDestroy {Id}");
    }

    public sealed class WithSibling : SObject
    {
        protected override void OnBuild() => Tree.CreateObject<Note>();
    }

    public sealed class WritesInOnInit : Note
    {
        protected override void OnInit() => Text.Value = "a";
    }

    public sealed class WritesInOnDestroy : Note
    {
        protected override void OnDestroy() => Tree.Root.Tags.Add("written");
    }

    public sealed class UsesTree : SObject
    {
        public UsesTree() => Tree.Record(() => { });
    }

    public sealed class Fails : Note
    {
        public Fails() => At("constructor", this);

        public static string Where { get; set; } = "";

        public static void At(string here, SObject _)
        {
            if (here == Where)
                throw new DivideByZeroException();
        }

        protected override void OnBuild()
        {
            Text.Value = "a";
            Tree.Root.Tags.Add("b");
            At("OnBuild", this);
        }

        protected override void OnInit() => At("OnInit", this);
    }
}
