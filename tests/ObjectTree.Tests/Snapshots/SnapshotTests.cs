using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Snapshots;

public sealed class SnapshotTests
{
    [Test]
    public void Restore_SerializedTree_IsEqualWithSameVersionAndNewEpoch()
    {
        var tree = Make();

        var restored = Restore(tree.Serialize());

        Assert.That(restored.Serialize(), Is.EqualTo(tree.Serialize()));
        Assert.That(restored.Version, Is.EqualTo(tree.Version).And.GreaterThan(0));
        Assert.That(restored.Epoch, Is.Not.EqualTo(tree.Epoch));
        Assert.That(restored.Find("key"), Is.TypeOf<Board>());
    }

    [Test]
    public void Restore_NextId_IsNotReused()
    {
        var tree = Make();
        var last = tree.CreateObject<Note>();
        last.Destroy();

        Assert.That(Restore(tree.Serialize()).CreateObject<Note>().Id, Is.EqualTo(last.Id + 1));
    }

    [Test]
    public void Restore_OnBuildDoesNotRun_OnInitDoesWithNamedChildren()
    {
        var restored = (Board)Restore(Make().Serialize()).Find("key")!;

        Assert.That(restored.Title, Is.SameAs(restored.Children[0]));
        Assert.That(restored.TitleInOnInit, Is.SameAs(restored.Title));
        Assert.That(restored.Children, Has.Count.EqualTo(2));
    }

    [Test]
    public void Restore_NamedChildThatIsGone_IsNull()
    {
        var tree = Make();
        ((Board)tree.Find("key")!).Title!.Destroy();
        Assert.That(((Board)Restore(tree.Serialize()).Find("key")!).Title, Is.Null);
    }

    [Test]
    public void Restore_NamedChildThatMovedAway_IsNull()
    {
        var tree = Make();
        ((Board)tree.Find("key")!).Title!.MoveTo(tree.Root);
        Assert.That(((Board)Restore(tree.Serialize()).Find("key")!).Title, Is.Null);
    }

    [Test]
    public void Restore_AttributeThatTheSnapshotLacks_KeepsItsFirstValue()
    {
        var snapshot = Change(Make().Serialize(), 2, state => state with
        {
            Type = state.Type with { Attributes = [state.Type.Attributes[0]] },
            Attributes = [state.Attributes[0]],
        });
        Assert.That(((Board)Restore(snapshot).Find("key")!).Width.Value, Is.EqualTo(7));
    }

    [Test]
    public void Serialize_WhatIsWrittenLater_DoesNotChangeIt()
    {
        var tree = Make();
        var (snapshot, copy) = (tree.Serialize(), tree.Serialize());

        ((Board)tree.Find("key")!).Name.Value = "other";

        Assert.That(snapshot, Is.EqualTo(copy).And.Not.EqualTo(tree.Serialize()));
    }

    [Test]
    public void Serialize_OfAnObject_HoldsWhatIsBelowIt()
    {
        var board = Make().Find("key")!;
        Assert.That(board.Serialize().Objects.Select(state => state.Id), Is.EqualTo(new[] { board.Id, board.Id + 1, board.Id + 2 }));
        Assert.That(() => Restore(board.Serialize()), Throws.ArgumentException.With.Message.Contains("does not begin with a root"));
    }

    [TestCaseSource(nameof(Damages))]
    public void Restore_Damaged_SaysWhere(Func<Snapshot, Snapshot> damage, string message) =>
        Assert.That(() => Restore(damage(Make().Serialize())), Throws.ArgumentException.With.Message.Contains(message));

    public static IEnumerable<TestCaseData> Damages()
    {
        yield return Case("empty", snapshot => snapshot with { Objects = [] }, "does not begin with a root");
        yield return Case("no list", snapshot => snapshot with { Objects = default }, "does not begin with a root");
        yield return Case("no root", snapshot => snapshot with { Objects = snapshot.Objects.RemoveAt(0) }, "does not begin with a root");
        yield return Case("version", snapshot => snapshot with { Version = -1 }, "version -1");
        yield return Case("id twice", snapshot => snapshot with { Objects = snapshot.Objects.Add(snapshot.Objects[^1]) }, "taken");
        yield return Case("second root", snapshot => snapshot with { Objects = snapshot.Objects.Add(snapshot.Objects[0]) }, "taken");
        yield return Case("id below 1", snapshot => Change(snapshot, 4, state => state with { Id = -4 }), "object -4");
        yield return Case("next id", snapshot => snapshot with { NextId = 3 }, "object 3");
        yield return Case("key twice", snapshot => Change(snapshot, 4, state => state with { Key = "key" }), "object 4");
        yield return Case("key", snapshot => Change(snapshot, 4, state => state with { Key = "" }), "key");
        yield return Case("no parent", snapshot => Change(snapshot, 4, state => state with { ParentId = 9 }), "object 4 has no parent");
        yield return Case(
            "child first", snapshot => snapshot with { Objects = [snapshot.Objects[0], snapshot.Objects[2], snapshot.Objects[1]] },
            "has no parent");
        yield return Case("tags", snapshot => Change(snapshot, 2, state => state with { Tags = Value.FromInt(1) }), "object 2");
        yield return Case("tag twice",
            snapshot => Change(snapshot, 2, state => state with { Tags = Value.FromArray([Value.FromString("a"), Value.FromString("a")]) }),
            "object 2");
        yield return Case(
            "value", snapshot => Change(snapshot, 2, state => state with { Attributes = [Value.FromInt(1), .. state.Attributes.Skip(1)] }),
            "object 2 of type Board");
        yield return Case(
            "values", snapshot => Change(snapshot, 2, state => state with { Attributes = [.. state.Attributes, Value.Null] }),
            "object 2 of type Board");
        yield return Case("attribute", snapshot => Change(snapshot, 2, state => Rename(state, "other")), "no attribute 'other'");
        yield return Case("name twice", snapshot => Change(snapshot, 2, state => Rename(state, "width")), "the attribute 'width' twice");
        yield return Case("named child", snapshot => Change(snapshot, 2, Named("title", 9)), "no [Child] 'title'");
        yield return Case("no child", snapshot => Change(snapshot, 2, Named("Title", 1)), "'Title' of object 2");
        yield return Case("child's class", snapshot => Change(snapshot, 2, Named("Title", 4)), "'Title' of object 2");
    }

    [Test]
    public void Restore_UnknownType_NamesIt() =>
        Assert.That(() => Tree.Restore(Make().Serialize()), Throws.TypeOf<ArgumentException>().With.Message.Contains("Board"));

    [Test]
    public void Restore_RootOfAnotherClass_IsRefused()
    {
        var options = Options();
        options.RootType = typeof(Board);
        options.ObjectTypes.Add<SObject>();
        Assert.That(() => Tree.Restore(Make().Serialize(), options), Throws.ArgumentException.With.Message.Contains("RootType"));
    }

    [Test]
    public void Restore_LargerThanTheLimits_IsRefused()
    {
        var options = Options();
        options.Limits = new TreeLimits { Depth = 2 };
        Assert.That(() => Tree.Restore(Make().Serialize(), options), Throws.TypeOf<OperationRejectedException>());
    }

    private static TestCaseData Case(string name, Func<Snapshot, Snapshot> damage, string message) =>
        new TestCaseData(damage, message).SetArgDisplayNames(name);

    private static Func<ObjectState, ObjectState> Named(string name, long id) =>
        state => state with { NamedChildren = [KeyValuePair.Create(name, id)] };

    private static ObjectState Rename(ObjectState state, string name) =>
        state with
        {
            Type = state.Type with
            {
                Attributes = [state.Type.Attributes[0] with { Name = name },
            .. state.Type.Attributes.Skip(1)]
            }
        };

    private static Snapshot Change(Snapshot snapshot, long id, Func<ObjectState, ObjectState> change) =>
        snapshot with { Objects = [.. snapshot.Objects.Select(state => state.Id == id ? change(state) : state)] };

    private static Tree Restore(Snapshot snapshot) => Tree.Restore(snapshot, Options());

    private static TreeOptions Options()
    {
        var options = new TreeOptions();
        options.ObjectTypes.Add<Board>().Add<Note>();
        return options;
    }

    private static Tree Make()
    {
        var tree = new Tree(Options());
        var board = tree.CreateObject<Board>(key: "key");
        board.Name.Value = "a";
        board.Tags.UnionWith(["b", "c"]);
        board.AddChild<Board>(below => below.Title!.Destroy());
        return tree;
    }

    public sealed class Board : SObject
    {
        public StringTopic Name { get; } = new();

        public IntTopic Width { get; } = new(7);

        [Child]
        public Note? Title { get; private set; }

        public Note? TitleInOnInit { get; private set; }

        protected override void OnBuild() => Title = AddChild<Note>(note => note.Text.Value = "title");

        protected override void OnInit() => TitleInOnInit = Title;
    }
}
