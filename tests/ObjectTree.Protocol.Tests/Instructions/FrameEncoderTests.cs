using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Instructions;

public class FrameEncoderTests
{
    private static readonly RecordSchema Point = new(0, "Point", ["x"]);
    private static readonly TypeSchema Plain = Some.Type(0);
    private static readonly TypeSchema Switch = Some.Type(1, ("on", TopicKind.Bool));

    private FrameEncoder _encoder = new();
    private Vectors.KnownState _reader = new();

    [SetUp]
    public void Join()
    {
        (_encoder, _reader) = (new FrameEncoder(), new Vectors.KnownState());
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, [Plain], [], [Some.Object(1, Plain, 0)]);
        _encoder.MarkAnnounced(Plain);
        _reader.Apply(MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer));
    }

    [Test]
    public void Encode_TypeNotAnnounced_AnnouncesItOnceBeforeItsFirstUse()
    {
        Assert.That(
            Send(Create(-1, Lamp(2))).Select(one => one.GetType()), Is.EqualTo([typeof(AnnounceTypeOperation), typeof(CreateOperation)]));
        Assert.That(Send(Create(-1, Lamp(3))).Select(one => one.GetType()), Is.EqualTo([typeof(CreateOperation)]));
        Assert.That(_encoder.Announced, Is.EquivalentTo([Plain, Switch]));
    }

    [Test]
    public void Encode_TypeUsedTwiceInOneFrame_AnnouncesItOnce() =>
        Assert.That(Send(Create(-1, Lamp(2)), Create(-1, Lamp(3))).OfType<AnnounceTypeOperation>().Count(), Is.EqualTo(1));

    [Test]
    public void Encode_ExplicitAnnouncement_IsWrittenAndCounts()
    {
        Assert.That(Send(new AnnounceTypeOperation(Switch)), Is.EqualTo([new AnnounceTypeOperation(Switch)]));
        Assert.That(Send(Create(-1, Lamp(2))), Is.EqualTo([Create(-1, Lamp(2))]));
    }

    [Test]
    public void Encode_Subtree_CreatesOneByOneAndOnlyTheTopAtItsPlace()
    {
        var (child, grandchild) = (Some.Object(3, Plain, 2), Some.Object(4, Plain, 3));

        var operations = Send(Create(0, Some.Object(2, Plain, 1), child, grandchild));

        Assert.That(operations, Is.EqualTo([Create(0, Some.Object(2, Plain, 1)), Create(-1, child), Create(-1, grandchild)]));
    }

    [Test]
    public void Encode_ValueTooDeep_ThrowsAndAnnouncesNothing()
    {
        var deep = Enumerable.Range(0, ReadLimits.DefaultDepth + 1).Aggregate(Value.Null, (inner, _) => Value.FromArray([inner]));
        var replace = new ListOperation.Replace(new AttributeAddress(1, 1), 0, deep);

        Assert.Throws<ArgumentException>(() => _encoder.Encode(new ArrayBufferWriter<byte>(), [Create(-1, Lamp(2)), replace]));

        Assert.That(_encoder.Announced, Is.EqualTo([Plain]));
        Assert.That(Send(Create(-1, Lamp(2))).OfType<AnnounceTypeOperation>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Encode_RecordNotAnnounced_AnnouncesItOnceBeforeItsFirstUseThoseWithinItFirst()
    {
        var (inner, outer) = (new RecordSchema(1, "Inner", ["a"]), new RecordSchema(0, "Outer", ["b"]));
        var value = Value.FromRecord(new RecordValue(outer, [Value.FromRecord(new RecordValue(inner, [Value.Null]))]));
        var added = new AddedAttribute(1, new AttributeSchema("any", TopicKind.List, AttributeFlags.None), Value.FromArray([]));
        Operation[] insert = [new ListOperation.Insert(new AttributeAddress(1, 1), 0, value)];
        Send(new AddAttributeOperation(1, added));

        Assert.That(Send(insert), Is.EqualTo([new AnnounceRecordOperation(inner), new AnnounceRecordOperation(outer), .. insert]));
        Assert.That(Send(insert), Is.EqualTo(insert));
        Assert.That(_encoder.AnnouncedRecords, Is.EquivalentTo([inner, outer]));
    }

    [TestCaseSource(nameof(OperationsWithARecord))]
    public void Encode_OperationThatHoldsARecord_AnnouncesItFirst(TopicKind kind, TopicOperation operation)
    {
        Send(new AddAttributeOperation(1,
            new AddedAttribute(
                1, new AttributeSchema("any", kind, AttributeFlags.None), ((IHostedTopic)TopicKinds.Create(kind)).Capture())));

        Assert.That(Send(operation), Is.EqualTo(new Operation[] { new AnnounceRecordOperation(Point), operation }));
    }

    [TestCaseSource(nameof(StatesWithARecord))]
    public void Encode_ObjectWhoseStateHoldsARecord_AnnouncesItFirst(TopicKind kind, Value state)
    {
        var type = Some.Type(2, ("any", kind));
        var created = Create(-1, Some.Object(2, type, 1, state));

        Assert.That(
            Send(created), Is.EqualTo(new Operation[] { new AnnounceRecordOperation(Point), new AnnounceTypeOperation(type), created }));
    }

    [TestCaseSource(nameof(StatesWithARecord))]
    public void SnapshotWriter_ObjectWhoseStateHoldsARecord_HasItAtTheHead(TopicKind kind, Value state)
    {
        var type = Some.Type(2, ("any", kind));
        var output = new ArrayBufferWriter<byte>();

        SnapshotWriter.Write(output, [type], [], [Some.Object(1, type, 0, state)]);

        var read = (SnapshotMessage)MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer);
        Assert.That(read.Operations[0], Is.EqualTo(new AnnounceRecordOperation(Point)));
    }

    [Test]
    public void Encode_TypeWithRecords_AnnouncesThemBeforeIt()
    {
        var operations = Send(new AnnounceTypeOperation(Switch with { Records = [Point] }));

        Assert.That(operations, Is.EqualTo(new Operation[] { new AnnounceRecordOperation(Point), new AnnounceTypeOperation(Switch) }));
    }

    [Test]
    public void Encode_ObjectWithAddedAttributes_WritesThemAfterItsCreation()
    {
        var added = new AddedAttribute(1, new AttributeSchema("label", TopicKind.String, AttributeFlags.None), Value.FromString("x"));
        var (first, second) = (Some.Object(2, Plain, 1), Some.Object(3, Plain, 1));

        var operations = Send(Create(-1, first with { Added = [added] }), Create(-1, second));

        Assert.That(operations, Is.EqualTo(new Operation[] { Create(-1, first), new AddAttributeOperation(2, added), Create(-1, second) }));
    }

    [Test]
    public void Encode_TwoRecordsOfOneNumber_ThrowsAndAnnouncesNothing()
    {
        var (one, other) = (new RecordSchema(0, "One", []), new RecordSchema(0, "Other", []));

        Assert.Throws<ArgumentException>(
            () => _encoder.Encode(new ArrayBufferWriter<byte>(), [new AnnounceRecordOperation(one), new AnnounceRecordOperation(other)]));

        Assert.That(_encoder.AnnouncedRecords, Is.Empty);
    }

    [Test]
    public void SnapshotWriter_RecordsOfTypesObjectsAndTheLog_StandAtItsHead()
    {
        var (ofType, ofObject, ofLog) = (new RecordSchema(0, "A", []), new RecordSchema(1, "B", []), new RecordSchema(2, "C", []));
        var added = new AddedAttribute(
            1, new AttributeSchema("any", TopicKind.Value, AttributeFlags.None), Value.FromRecord(new RecordValue(ofObject, [])));
        var output = new ArrayBufferWriter<byte>();

        SnapshotWriter.Write(output, [Plain with { Records = [ofType] }], [ofLog], [Some.Object(1, Plain, 0) with { Added = [added] }]);

        var read = (SnapshotMessage)MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer);
        Assert.That(
            read.Operations.Take(3),
            Is.EquivalentTo(new[] { ofType, ofObject, ofLog }.Select(record => new AnnounceRecordOperation(record))));
        Assert.That(read.Operations[^1], Is.EqualTo(new AddAttributeOperation(1, added)));
    }

    private static IEnumerable<TestCaseData> OperationsWithARecord()
    {
        var address = new AttributeAddress(1, 1);
        var value = Value.FromRecord(new RecordValue(Point, [Value.FromInt(1)]));
        var (items, none) = (Value.FromArray([value]), Value.FromArray([]));
        var entries = ValueMap.Create([KeyValuePair.Create("a", value)]);
        yield return new(TopicKind.Value, new ValueOperation(address, value));
        yield return new(TopicKind.List, new ListOperation.Set(address, items));
        yield return new(TopicKind.List, new ListOperation.Insert(address, 0, value));
        yield return new(TopicKind.List, new ListOperation.InsertRange(address, 0, items));
        yield return new(TopicKind.List, new ListOperation.Replace(address, 0, value));
        yield return new(TopicKind.List, new ListOperation.Patch(address, [new ListOperation.Insert(address, 0, value)]));
        yield return new(TopicKind.Set, new SetOperation.Set(address, items));
        yield return new(TopicKind.Set, new SetOperation.Add(address, value));
        yield return new(TopicKind.Set, new SetOperation.Remove(address, value));
        yield return new(TopicKind.Set, new SetOperation.Patch(address, items, none));
        yield return new(TopicKind.Set, new SetOperation.Patch(address, none, items));
        yield return new(TopicKind.Dict, new DictOperation.Set(address, entries));
        yield return new(TopicKind.Dict, new DictOperation.Put(address, "a", value));
        yield return new(TopicKind.Dict, new DictOperation.Patch(address, [], entries));
        yield return new(TopicKind.Event, new EventOperation.Emit(address, value));
        yield return new(TopicKind.Event, new EventOperation.Withdraw(address, value));
    }

    private static IEnumerable<TestCaseData> StatesWithARecord()
    {
        var value = Value.FromRecord(new RecordValue(Point, [Value.FromInt(1)]));
        yield return new(TopicKind.Value, value);
        yield return new(TopicKind.List, Value.FromArray([value]));
        yield return new(TopicKind.Set, Value.FromArray([value]));
        yield return new(TopicKind.Dict, Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", value)])));
    }

    private static ObjectState Lamp(long id) => Some.Object(id, Switch, 1, Value.FromBool(true));

    private static CreateOperation Create(int index, params ObjectState[] objects) => new([.. objects], index);

    private ImmutableArray<Operation> Send(params Operation[] operations)
    {
        var output = new ArrayBufferWriter<byte>();
        _encoder.Encode(output, [.. operations]);
        var frame = (FrameMessage)MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer, _reader);
        _reader.Apply(frame);
        return frame.Operations;
    }
}
