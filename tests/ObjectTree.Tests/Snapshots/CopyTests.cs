using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Snapshots;

public sealed class CopyTests
{
    [Test]
    public void Restore_BelowAnObject_CopiesWithNewIdsAndFreeKeysOnly()
    {
        var (parent, top) = Make();
        var snapshot = top.Serialize();
        var copy = parent.Restore(snapshot, 0);

        Assert.That((copy.Id, copy.Key, copy.Children[0].Id), Is.EqualTo((top.Id + 2, (string?)null, top.Id + 3)));
        Assert.That(((Note)copy.Children[0]).Text.Value, Is.EqualTo("below"));
        Assert.That(parent.Children, Is.EqualTo(new[] { copy, top }));
        Assert.That((parent.Undo(), copy.IsDestroyed), Is.EqualTo((true, true)));
        top.Destroy();
        Assert.That(parent.Restore(snapshot).Key, Is.EqualTo("key"));
    }

    [TestCaseSource(nameof(Damages))]
    public void Restore_DamagedBelowAnObject_LeavesNoTrace(Func<Snapshot, Snapshot> damage)
    {
        var (parent, top) = Make();
        var damaged = damage(top.Serialize());
        Unchanged.By<ArgumentException>(parent.Tree, () => parent.Restore(damaged));
        Assert.That(parent.Tree.Objects, Has.Count.EqualTo(4));
        Assert.That((parent.Undo(), top.IsDestroyed), Is.EqualTo((true, true)), "nor in the history");
    }

    public static IEnumerable<TestCaseData> Damages()
    {
        yield return Case("empty", snapshot => snapshot with { Objects = [] });
        yield return Case(
            "id twice",
            snapshot => snapshot with { Objects = [snapshot.Objects[0], snapshot.Objects[0] with { ParentId = snapshot.Objects[0].Id }] });
        yield return Case("no parent", snapshot => Change(snapshot, state => state with { ParentId = 99 }));
        yield return Case("below itself", snapshot => Change(snapshot, state => state with { ParentId = state.Id }));
        yield return Case("in a ring",
            snapshot => Change(
                snapshot with { Objects = snapshot.Objects.Add(snapshot.Objects[1] with { Id = 99, ParentId = snapshot.Objects[1].Id }) },
                state => state with { ParentId = 99 }));
        yield return Case(
            "key twice",
            snapshot => snapshot with { Objects = [snapshot.Objects[0] with { Key = "free" }, snapshot.Objects[1] with { Key = "free" }] });
        yield return Case(
            "value", snapshot => Change(snapshot, state => state with { Attributes = [Value.Null, .. state.Attributes.Skip(1)] }));
    }

    [Test]
    public void Restore_UnknownType_LeavesNoTrace()
    {
        var (_, top) = Make();
        var tree = new Tree();
        Unchanged.By<ArgumentException>(tree, () => tree.Root.Restore(top.Serialize()));
    }

    [Test]
    public void Restore_MoreChildrenThanTheLimit_IsRefused()
    {
        var top = Some.Note();
        for (var i = 0; i < 3; i++)
            top.AddChild<Note>();
        var options = new TreeOptions { Limits = new TreeLimits { Children = 2 } };
        options.ObjectTypes.Add<Note>();
        var tree = new Tree(options);
        Assert.That(
            Unchanged.By<OperationRejectedException>(tree, () => tree.Root.Restore(top.Serialize())).Code,
            Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public void Restore_ConstructorTakesTheKeyOfACopy_CopyHasNone()
    {
        var shelf = new Shelf();
        var tree = new Tree(new TreeOptions { Services = shelf });
        var stored = tree.CreateObject<Claimant>(key: "key");
        var snapshot = stored.Serialize();
        stored.Destroy();
        shelf.Tree = tree;

        var copy = tree.Root.Restore(snapshot);

        Assert.That((copy.Key, tree.Find("key")), Is.EqualTo(((string?)null, tree.Root.Children[0])));
        Assert.That(tree.Undo() && copy.IsDestroyed && tree.Find("key") is null);
    }

    [Test]
    public void Restore_MigrateThrows_LeavesNoTrace()
    {
        var (_, top) = Make();
        var options = new TreeOptions { Migrate = stored => _ = stored.Key ?? throw new NotSupportedException() };
        options.ObjectTypes.Add<Note>();
        var tree = new Tree(options);
        Unchanged.By<NotSupportedException>(tree, () => tree.Root.Restore(top.Serialize()));
    }

    [Test]
    public void Restore_Migrate_RenamesAttributes()
    {
        var (_, top) = Make();
        var options = new TreeOptions();
        options.Migrate = stored =>
        {
            stored.Type = nameof(Renamed);
            Assert.That(stored.Rename("text", "words"), Is.True);
            stored.Attributes.Remove("number");
            stored.Attributes.Remove("items");
        };
        options.ObjectTypes.Add<Renamed>();
        var copy = new Tree(options).Root.Restore(top.Serialize());
        Assert.That(((Renamed)copy.Children[0]).Words.Value, Is.EqualTo("below"));
    }

    [Test]
    public void Unregister_AfterTheTransitionHasWritten_IsRefused()
    {
        var note = Some.Note();
        Unchanged.By<InvalidOperationException>(note.Tree, note.Tree.Unregister<Note>);
        Unchanged.By<InvalidOperationException>(note.Tree, () => note.Tree.Record(() =>
        {
            note.Destroy();
            note.Tree.Unregister<Note>();
        }));
        note.Destroy();
        note.Tree.Unregister<Note>();
        Assert.That(() => note.Tree.CreateObject(nameof(Note)), Throws.TypeOf<KeyNotFoundException>());
    }

    private static Snapshot Change(Snapshot snapshot, Func<ObjectState, ObjectState> change) =>
        snapshot with { Objects = snapshot.Objects.SetItem(1, change(snapshot.Objects[1])) };

    private static TestCaseData Case(string name, Func<Snapshot, Snapshot> damage) => new TestCaseData(damage).SetArgDisplayNames(name);

    private static (Note Parent, Note Top) Make()
    {
        var parent = Some.Note();
        parent.Tree.ClearHistory();
        return (parent, parent.Tree.CreateObject<Note>(parent, one => one.AddChild<Note>(below => below.Text.Value = "below"), "key"));
    }

    public sealed class Shelf : IServiceProvider
    {
        public Tree? Tree { get; set; }

        public object? GetService(Type serviceType) => serviceType == typeof(Shelf) ? this : null;
    }

    public sealed class Claimant : SObject
    {
        public Claimant(Shelf shelf) => shelf.Tree?.CreateObject<Note>(key: "key");
    }

    public sealed class Renamed : SObject
    {
        public StringTopic Words { get; } = new();
    }
}
