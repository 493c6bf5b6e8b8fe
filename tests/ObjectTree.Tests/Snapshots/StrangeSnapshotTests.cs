using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Snapshots;

public sealed class StrangeSnapshotTests
{
    [Test]
    public void Restore_MoreAddedAttributesThanFit_IsRefused()
    {
        var original = Some.Note();
        original.AddAttribute("first", new IntTopic());
        original.AddAttribute("second", new IntTopic());
        var options = new TreeOptions { Limits = new TreeLimits { AddedAttributes = 1 } };
        options.ObjectTypes.Add<Note>();
        var tree = new Tree(options);

        Assert.That(
            () => tree.Root.Restore(original.Serialize()), Throws.TypeOf<OperationRejectedException>().With.Property("Code")
                .EqualTo(RejectionCodes.Limit));
        Assert.That(tree.Objects, Has.Count.EqualTo(1));
    }

    [Test]
    public void Restore_ListThatIsNone_IsRefused([Values] bool isAdded)
    {
        var tree = Some.Tree();
        var snapshot = Some.Note(tree).Serialize();
        var top = isAdded ? snapshot.Objects[0] with { Added = default } : snapshot.Objects[0] with { NamedChildren = default };

        Unchanged.By<ArgumentException>(tree, () => tree.Root.Restore(snapshot with { Objects = [top] }));
    }

    [Test]
    public void AddAttribute_NoNumberIsLeft_ChangesNothing()
    {
        var original = Some.Note();
        original.AddAttribute("last", new IntTopic());
        var snapshot = original.Serialize();
        var top = snapshot.Objects[0];
        var copy = original.Tree.Root.Restore(
            snapshot with { Objects = [top with { Added = [top.Added[0] with { Number = int.MaxValue }] }] });

        Assert.That(() => copy.AddAttribute("next", new IntTopic()), Throws.TypeOf<OverflowException>());
        Assert.That(copy.AttributeNames, Does.Contain("last").And.Not.Contain("next"));
    }

    [Test]
    public void Restore_AddedAttributesThatMigratePutBackInAnotherOrder_CanBeKeptAndReadAgain()
    {
        var original = Some.Note();
        original.AddAttribute("first", new IntTopic());
        original.AddAttribute("second", new IntTopic());
        var options = new TreeOptions
        {
            Migrate = stored =>
            {
                stored.Attributes.Remove("first");
                stored.Attributes.Remove("second");
                stored.Attributes["first"] = Value.FromInt(1);
                stored.Attributes["second"] = Value.FromInt(2);
            },
        };
        options.ObjectTypes.Add<Note>();

        var copy = new Tree(options).Root.Restore(original.Serialize());

        var kept = copy.Serialize() with { Epoch = null };
        Assert.That(SnapshotFormat.Read(kept.ToBytes()), Is.EqualTo(kept));
    }

    [Test]
    public void Restore_AddedAttributeWithANameThatCannotTravel_IsRefused([Values("", "a\0b")] string name)
    {
        var original = Some.Note();
        original.AddAttribute("mark", new IntTopic());
        var snapshot = original.Serialize();
        var (top, mark) = (snapshot.Objects[0], snapshot.Objects[0].Added[0]);
        var damaged = snapshot with { Objects = [top with { Added = [mark with { Schema = mark.Schema with { Name = name } }] }] };

        Unchanged.By<ArgumentException>(original.Tree, () => original.Tree.Root.Restore(damaged));
    }

    [Test]
    public void Restore_NextIdOrVersionBeyondAllIntegers_IsRefused([Values] bool isId)
    {
        var snapshot = Some.Tree().Serialize();

        Assert.That(
            () => Tree.Restore(isId ? snapshot with { NextId = long.MaxValue } : snapshot with { Version = long.MaxValue }),
            Throws.ArgumentException);
    }

    [Test]
    public void Restore_SetOfSeveralObjectsThatAreNotInTheSnapshot_HasOneEmptyItem()
    {
        var tree = Some.Tree();
        var group = tree.CreateObject<Group>(made => made.Members.UnionWith([Some.Note(tree), Some.Note(tree)]));

        var copy = (Group)tree.Root.Restore(group.Serialize() with { Epoch = null });

        Assert.That(copy.Members.Snapshot(), Is.EqualTo(new Note?[] { null }));
    }

    [Test]
    public void Record_FailsAfterRestoredAttributeGotItsType_RollsItsValueBack()
    {
        var original = Some.Note();
        original.AddAttribute("count", new IntTopic(3));
        var copy = original.Tree.Root.Restore(original.Serialize());

        Assert.That(
            () => copy.Tree.Record(() =>
            {
                ((IntTopic)copy.GetAttribute("count")).Value = 5;
                copy.AddAttribute("count", new IntTopic());
                Some.Failure();
            }),
            Throws.TypeOf<DivideByZeroException>());
        Assert.That(((IntTopic)copy.GetAttribute("count")).Value, Is.EqualTo(3));
    }

    [Test]
    public void Restore_RecordOfAnUnknownKindUnderANumberThatIsTaken_GetsItsOwn()
    {
        var known = ValueConverters.For<Point>().Records[0];
        var alien = new RecordSchema(known.Number, "Alien", ["name"]);
        var original = Some.Note();
        original.AddAttribute("any", new ListTopic<Point>([new Point(1)]));
        var snapshot = original.Serialize();
        var top = snapshot.Objects[0];
        var items = Value.FromArray(
            [Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", Value.FromRecord(new RecordValue(alien, [Value.FromInt(2)])))]))]);

        var copy = original.Tree.Root.Restore(snapshot with { Objects = [top with { Added = [top.Added[0] with { State = items }] }] });

        var restored = copy.Serialize().Objects[0].Added[0].State;
        var kind = restored.AsArray()[0].AsMap()["a"].AsRecord().Schema;
        Assert.That(restored, Is.EqualTo(items));
        Assert.That((kind.Name, kind.Number == known.Number), Is.EqualTo(("Alien", false)));
    }

    public class Group : SObject
    {
        public SetTopic<Note> Members { get; } = new();
    }

    public sealed record Point(int X);
}
