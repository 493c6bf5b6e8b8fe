using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Tests;
using static ObjectTree.Client.Tests.Replica.SampleTree;

namespace ObjectTree.Client.Tests.Replica;

public class AddedAttributeTests
{
    private readonly List<string> _told = [];
    private ReplicaTree _tree = Joined();

    [SetUp]
    public void Join()
    {
        _told.Clear();
        _tree = Joined();
        var note = _tree.Object(2);
        note.AttributeAdded += name => _told.Add($"+{name}: {string.Join(' ', note.AttributeNames)}");
        note.AttributeRemoved += name => _told.Add($"-{name}: {string.Join(' ', note.AttributeNames)}");
    }

    [Test]
    public void Add_ToAnObject_IsThereAndToldOnce()
    {
        _tree.Frame(Add(5, "label", "x"));

        Assert.That(_tree.Object(2).GetAttribute<StringTopic>("label").Value, Is.EqualTo("x"));
        Assert.That(_told, Is.EqualTo(["+label: text count items style label"]));
        Assert.That(_tree.Object(3).AttributeNames, Does.Not.Contain("label"), "another object of the type");
    }

    [Test]
    public void Remove_OfAnAdded_IsGoneAndItsTopicTellsNothingAnyMore()
    {
        _tree.Frame(Add(5, "label", "x"));
        var label = _tree.Object(2).GetAttribute<StringTopic>("label");
        label.Observe(change => _told.Add(change.New));
        _told.Clear();

        _tree.Frame(new RemoveAttributeOperation(2, 5), Add(6, "label", "again"));
        _tree.Frame(new StringOperation.Set(new AttributeAddress(2, 6), "changed"));

        Assert.That(_told, Is.EqualTo(["-label: text count items style label", "+label: text count items style label"]));
        Assert.That(label.Value, Is.EqualTo("x"));
        Assert.That(_tree.Object(2).GetAttribute<StringTopic>("label").Value, Is.EqualTo("changed"));
    }

    [Test]
    public void AddAndRemove_InOneFrame_TellNothing()
    {
        _tree.Frame(Add(5, "label", "x"), new RemoveAttributeOperation(2, 5));
        Assert.That(_told, Is.Empty);
    }

    [Test]
    public void Frame_ThatFails_PutsAttributesBack()
    {
        _tree.Frame(Add(5, "one", "1"), Add(7, "three", "3"));
        var one = _tree.Object(2).GetAttribute("one");
        _told.Clear();

        Assert.Throws<ProtocolException>(
            () => _tree.Frame(new RemoveAttributeOperation(2, 5), Add(6, "two", "2"), new DestroyOperation(1)));

        Assert.That(_tree.Object(2).AttributeNames, Is.EqualTo(["text", "count", "items", "style", "one", "three"]));
        Assert.That(_tree.Object(2).GetAttribute("one"), Is.SameAs(one));
        Assert.That(_told, Is.Empty);
    }

    [Test]
    public void Create_WithAddedAttributes_HasThemWhenItIsTold()
    {
        var names = new List<string>();
        _tree.Created += created => names.AddRange(created.AttributeNames);

        _tree.Frame(Create(Some.Object(8, Plain, 1)), new AddAttributeOperation(8, Label(1, "label", "x")));

        Assert.That(names, Is.EqualTo(["label"]));
    }

    [Test]
    public void Reference_OfAnObject_IsThatObjectUntilItIsDestroyed()
    {
        _tree.Frame(new AddAttributeOperation(2, new AddedAttribute(
            5, new AttributeSchema("owner", TopicKind.Reference, AttributeFlags.None), Value.FromReference(4))));
        var owner = _tree.Object(2).GetAttribute<RefTopic<ReplicaObject>>("owner");
        Assert.That(owner.Value, Is.SameAs(_tree.Object(4)));

        _tree.Frame(new DestroyOperation(4));
        Assert.That(owner.Value, Is.Null);

        _tree.Frame(new ReferenceOperation(new AttributeAddress(2, 5), 3));
        Assert.That(owner.Value, Is.SameAs(_tree.Object(3)));
    }

    [Test]
    public void View_OfTheNewKinds_FollowsThem()
    {
        var type = Some.Type(
            2, ("size", TopicKind.Float), ("place", TopicKind.Value), ("owner", TopicKind.Reference), ("rang", TopicKind.Event),
            ("places", TopicKind.List));
        var point = new RecordSchema(5, "Point", ["x", "y"]);
        var view = new KindsView();
        _tree.Views.Register("type2", () => view);
        _tree.Frame(
            new AnnounceRecordOperation(point), new AnnounceTypeOperation(type),
            Create(
                Some.Object(
                    8, type, 1, Value.FromFloat(0.5), Point(1, 2), Value.FromReference(3), Value.Null, Value.FromArray([Point(3, 4)]))));

        view.Rang.Observe(change => _told.Add($"rang {change.Args}"));
        _tree.Frame(
            new FloatOperation.Add(new AttributeAddress(8, 1), 1),
            new EventOperation.Emit(new AttributeAddress(8, 4), Value.FromString("twice")));

        Assert.That(view.Size.Value, Is.EqualTo(1.5));
        Assert.That(view.Place.Value, Is.EqualTo(new Place(1, 2)));
        Assert.That(view.Owner.Value, Is.SameAs(_tree.Object(3)));
        Assert.That(view.Places, Is.EqualTo([new Place(3, 4)]));
        Assert.That(_told, Is.EqualTo(["rang twice"]));

        Value Point(int x, int y) => Value.FromRecord(new RecordValue(point, [Value.FromInt(x), Value.FromInt(y)]));
    }

    private static AddAttributeOperation Add(int number, string name, string state) => new(2, Label(number, name, state));

    private static AddedAttribute Label(int number, string name, string state) =>
        new(number, new AttributeSchema(name, TopicKind.String, AttributeFlags.None), Value.FromString(state));

    private sealed record Place(int X, int Y);

    private sealed class KindsView : View
    {
        public FloatTopic Size { get; } = new();

        public ValueTopic<Place> Place { get; } = new(new Place(0, 0));

        public RefTopic<ReplicaObject> Owner { get; } = new();

        public EventTopic<string> Rang { get; } = new();

        public ListTopic<Place> Places { get; } = new();
    }
}
