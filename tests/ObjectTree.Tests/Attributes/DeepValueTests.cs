using System.Collections.Immutable;
using ObjectTree.Model.Values;
using ObjectTree.Tests.Programs;

namespace ObjectTree.Tests.Attributes;

/// <summary>What can be written has to be able to travel: arrays within arrays, as deep as every reader takes them.</summary>
public sealed class DeepValueTests
{
    [Test]
    public void Write_AsDeepAsCanTravel_TravelsAndIsRestored()
    {
        var tree = Some.Tree();
        var box = tree.CreateObject<Box>();
        var replica = new WireReplica(tree);
        tree.Committed += replica.Send;

        WriteAll(box, Nested(Value.MaxDepth));

        replica.Receive();
        var snapshot = tree.Serialize();
        Assert.That(replica.IsLike(snapshot));
        Assert.That(new WireReplica(tree).IsLike(snapshot));
        Assert.That(SnapshotFormat.Read(snapshot.ToBytes()), Is.EqualTo(snapshot));
        Assert.That(SnapshotFormat.ReadJson(snapshot.ToJson()), Is.EqualTo(snapshot));
    }

    [Test]
    public void Write_Deeper_IsRefused()
    {
        var box = Some.Tree().CreateObject<Box>();
        var deeper = Nested(Value.MaxDepth + 1);
        foreach (var write in Writes(box,
            deeper).Append(() => box.AddAttribute("more", new ValueTopic<Value>(deeper))).Append(() => _ = new ListTopic<Value>([deeper])))
        {
            Assert.That(Unchanged.By<ArgumentException>(box.Tree, write).Message, Does.Contain("more than 31 levels"));
        }
    }

    [Test]
    public void Call_ThatGivesAListOfTheDeepest_IsAnswered()
    {
        var box = Some.Tree().CreateObject<Box>();
        box.List.Add(Nested(Value.MaxDepth));
        Assert.That(Calling.Invoke(box.Tree, new Caller("session", "user"), box.Id, "all", []), Is.EqualTo(Nested(Value.MaxDepth + 1)));
    }

    [Test]
    public void Migrate_ToWhatIsTooDeep_IsRefused()
    {
        var tree = Some.Tree();
        tree.CreateObject<Box>();
        var options = new TreeOptions { Migrate = Deepen };
        options.ObjectTypes.Add<Box>();
        Assert.That(() => Tree.Restore(tree.Serialize(), options), Throws.ArgumentException.With.Message.Contains("nested deeper"));
    }

    [Test]
    public void Write_MapsAndMixtures_CountLikeArrays()
    {
        var box = Some.Tree().CreateObject<Box>();
        var deepest = Value.FromMap(ValueMap.Create([new("a", Value.FromInt(1)), new("b", Nested(Value.MaxDepth - 1))]));
        WriteAll(box, deepest);
        foreach (var write in Writes(box, Value.FromArray([Value.FromBool(true), deepest])))
            Unchanged.By<ArgumentException>(box.Tree, write);
    }

    private static void Deepen(StoredObject one)
    {
        if (one.Attributes.ContainsKey("single"))
            one.Attributes["single"] = Nested(40);
    }

    private static void WriteAll(Box box, Value value)
    {
        foreach (var write in Writes(box, value))
            write();
    }

    private static IEnumerable<Action> Writes(Box box, Value value) =>
    [
        () => box.Single.Value = value,
        () => box.List.Add(value),
        () => box.List.Batch(copy => copy.Insert(0, value)),
        () => box.Set.Add(value),
        () => box.Dict["key"] = value,
        () => box.Event.Emit(value),
    ];

    private static Value Nested(int levels) => levels == 0 ? Value.FromString("x") : Value.FromArray([Nested(levels - 1)]);

    private sealed class Box : SObject
    {
        public ValueTopic<Value> Single { get; } = new();

        public ListTopic<Value> List { get; } = [];

        public SetTopic<Value> Set { get; } = [];

        public DictTopic<Value> Dict { get; } = new();

        public EventTopic<Value> Event { get; } = new();

        [ClientCallable]
        public ImmutableArray<Value> All() => List.Value;
    }
}
