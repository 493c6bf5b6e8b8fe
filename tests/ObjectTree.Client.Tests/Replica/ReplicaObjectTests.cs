using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Tests;
using static ObjectTree.Client.Tests.Replica.SampleTree;

namespace ObjectTree.Client.Tests.Replica;

public class ReplicaObjectTests
{
    [Test]
    public void GetAttribute_OfCollection_TakesAnyValue()
    {
        var tree = Joined();
        var items = (ListTopic<Value>)tree.Object(2).GetAttribute("items");

        tree.Frame(Insert(2, 0, Value.FromInt(1)), Insert(2, 1, Value.FromString("x")));

        Assert.That(items, Is.EqualTo([Value.FromInt(1), Value.FromString("x")]));
    }

    [Test]
    public void GetAttribute_Typed_FollowsAndIsTheSameAtEachCall()
    {
        var tree = Joined();
        tree.Frame(Put(2, "a", Value.FromString("1")));

        var style = tree.Object(2).GetAttribute<DictTopic<string>>("style");
        tree.Frame(Put(2, "b", Value.FromString("2")));

        Assert.That(style, Is.EquivalentTo(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }));
        Assert.That(tree.Object(2).GetAttribute<DictTopic<string>>("style"), Is.SameAs(style));
    }

    [Test]
    public void GetAttribute_OfAnotherKind_NamesBoth() => Assert.That(
        () => Joined().Object(2).GetAttribute<StringTopic>("style"),
        Throws.InvalidOperationException.With.Message.EqualTo("The attribute 'style' of Note is a Dict, so a StringTopic cannot show it."));

    [Test]
    public void GetAttribute_WithItemsOfAnotherType_NamesThem()
    {
        var tree = Joined();
        tree.Frame(Insert(2, 0, Value.FromInt(1)));
        Assert.That(
            () => tree.Object(2).GetAttribute<ListTopic<string>>("items"),
            Throws.InvalidOperationException.With.Message.Contains("'items' of Note holds something that a ListTopic<String> cannot"));
    }

    [Test]
    public void GetAttribute_Unknown_ListsThoseThereAre() => Assert.That(
        () => Joined().Object(2).GetAttribute("colour"),
        Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo("Note 2 has no attribute 'colour'; it has: text, count, items, style."));

    [Test]
    public void TypedTopic_GetsAnItemOfAnotherType_IsLeftBehindAndTheTruthGoesOn()
    {
        var log = new LogList();
        var tree = Joined(log);
        var texts = tree.Object(2).GetAttribute<ListTopic<string>>("items");

        tree.Frame(Insert(2, 0, Value.FromString("x")), Insert(2, 1, Value.FromInt(5)), Insert(2, 2, Value.FromString("y")));

        Assert.That(texts, Is.EqualTo(["x"]));
        Assert.That((ListTopic<Value>)tree.Object(2).GetAttribute("items"), Has.Count.EqualTo(3));
        Assert.That(log.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public void TypedTopic_GetsItemsThatItsTypeWritesOtherwise_FindsThem()
    {
        var log = new LogList();
        var tree = Joined(log);
        var singles = tree.Object(2).GetAttribute<ListTopic<float>>("items");

        tree.Frame(Insert(2, 0, Value.FromFloat(0.1)));

        Assert.That(singles.IndexOf(0.1f), Is.Zero);
        Assert.That(((ListTopic<Value>)tree.Object(2).GetAttribute("items"))[0], Is.EqualTo(Value.FromFloat(0.1)));
        Assert.That(log.Errors, Is.Empty);
    }

    [Test]
    public void TypedTopic_CannotTellTwoItemsApart_IsLeftBehindAndTheTruthGoesOn()
    {
        var log = new LogList();
        var tree = Joined(log);
        var bag = Some.Type(2, ("numbers", TopicKind.Set));
        tree.Frame(new AnnounceTypeOperation(bag), Create(Some.Object(5, bag, 1, Value.FromArray([]))));
        var singles = tree.Object(5).GetAttribute<SetTopic<float>>("numbers");
        var numbers = new AttributeAddress(5, 1);

        tree.Frame(new SetOperation.Add(numbers, Value.FromFloat(0.1)), new SetOperation.Add(numbers, Value.FromFloat(0.1f)));

        Assert.That(singles.ToList(), Is.EqualTo([0.1f]));
        Assert.That((SetTopic<Value>)tree.Object(5).GetAttribute("numbers"), Has.Count.EqualTo(2));
        Assert.That(log.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public void Write_ToWhatIsClosed_ThrowsAndChangesNothing()
    {
        var note = Joined().Object(2);
        var text = note.GetAttribute<StringTopic>("text");

        Assert.That(() => text.Value = "mine", Throws.InstanceOf<OperationRejectedException>().With.Message.Contains("[ClientWritable]"));
        Assert.That(() => note.Tags.Add("mine"), Throws.InstanceOf<OperationRejectedException>());

        Assert.That((text.Value, note.Tags.Count), Is.EqualTo(("two", 0)));
    }
}
