using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Tests.Instructions;

/// <summary>What one change costs on the wire, with the 2 bytes of a WebSocket's head. A change here is a change of the protocol.</summary>
public class FrameSizeTests
{
    private const int WebSocketHead = 2;

    // In a tree of 10 objects, and in one of 10,000, where an id has up to 3 bytes.
    private static readonly long[] Ids = [7, 9_999];

    private static readonly TypeSchema Record = Some.Type(
        3, ("first", TopicKind.String), ("last", TopicKind.String), ("count", TopicKind.Int), ("entries", TopicKind.Dict));

    [Test]
    public void SetInt_To1234_Is8Bytes([ValueSource(nameof(Ids))] long id) =>
        AssertSize(8, id, new IntOperation.Set(At(id, 2), 1234));

    [Test]
    public void SetString_ToHello_Is11Bytes([ValueSource(nameof(Ids))] long id) =>
        AssertSize(11, id, new StringOperation.Set(At(id, 1), "hello"));

    [Test]
    public void PutKey_K2To77_Is9Bytes([ValueSource(nameof(Ids))] long id) =>
        AssertSize(9, id, new DictOperation.Put(At(id, 6), "k2", Value.FromInt(77)));

    [Test]
    public void AppendItem_5_Is7Bytes([ValueSource(nameof(Ids))] long id) =>
        AssertSize(7, id, new ListOperation.Insert(At(id, 4), 3, Value.FromInt(5)));

    [Test]
    public void Create_RecordOfJoinWorkload_Is58Bytes([ValueSource(nameof(Ids))] long id) => AssertSize(58, id, new CreateOperation(
        [
            Some.Object(
                id, Record, 1, Value.FromString("abcdefghijkl"), Value.FromString("mnopqrstuvwx"), Value.FromInt(1234),
                Value.FromMap(ValueMap.Create(Enumerable.Range(1, 3).Select(i => KeyValuePair.Create($"k{i}", Value.FromInt(1000 + i)))))),
        ],
        -1));

    [Test]
    public void Destroy_Is5Bytes([ValueSource(nameof(Ids))] long id) => AssertSize(5, id, new DestroyOperation(id));

    [Test]
    public void PatchList_OneOf10000Items_IsAtMost100Bytes() => Assert.That(
        Some.Frame(new ListOperation.Patch(At(7, 4), [new ListOperation.Replace(At(7, 4), 5_000, Value.FromString(Some.Text(60)))])),
        Has.Length.AtMost(100 - WebSocketHead));

    [Test]
    public void SpliceString_OneWordOf10000_Is15Bytes() =>
        AssertSize(15, 7, new StringOperation.Splice(At(7, 1), 5_000, 5, "hello"));

    [Test]
    public void PatchSet_OneGoesAndOneComes_Is11Bytes() =>
        AssertSize(11, 7, new SetOperation.Patch(At(7, 5), Some.Tags("a"), Some.Tags("b")));

    [Test]
    public void PatchDict_OneKeyGoesAndOneComes_Is14Bytes() => AssertSize(
        14, 7, new DictOperation.Patch(At(7, 6), ["k1"], ValueMap.Create([KeyValuePair.Create("k2", Value.FromInt(77))])));

    [Test]
    public void SetFloat_To2_5_Is10Bytes([ValueSource(nameof(Ids))] long id) => AssertSize(10, id, new FloatOperation.Set(At(id, 3), 2.5));

    [Test]
    public void AppendRecord_NamesDoNotTravel_Is12Bytes() => AssertSize(12, 7, new ListOperation.Insert(At(7, 4), 3, Value.FromRecord(
        new RecordValue(new RecordSchema(0, "Point", ["horizontal", "vertical"]), [Value.FromInt(1), Value.FromInt(2)]))));

    private static AttributeAddress At(long id, int attribute) => new(id, attribute);

    private static void AssertSize(int bytes, long id, Operation operation) =>
        Assert.That(Some.Frame(operation).Length + WebSocketHead, Is.EqualTo(bytes + (id < 128 ? 0 : 2)));
}
