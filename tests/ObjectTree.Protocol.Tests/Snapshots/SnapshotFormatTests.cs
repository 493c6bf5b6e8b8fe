using System.Text;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Tests.Snapshots;

public class SnapshotFormatTests
{
    private static readonly TypeSchema Everything = new(
        4, "Everything", "every-thing",
        [
            new AttributeSchema("text", TopicKind.String, AttributeFlags.None),
            new AttributeSchema("count", TopicKind.Int, AttributeFlags.ClientWritable),
            new AttributeSchema("on", TopicKind.Bool, AttributeFlags.None),
            new AttributeSchema("items", TopicKind.List, AttributeFlags.None),
            new AttributeSchema("marks", TopicKind.Set, AttributeFlags.None),
            new AttributeSchema("style", TopicKind.Dict, AttributeFlags.None),
        ],
        ["double", "read"]);

    private static readonly Snapshot Sample = new(
        7, 13,
        [
            Some.Object(1, Some.Type(0), 0) with { NamedChildren = [KeyValuePair.Create("Caption", 12L), KeyValuePair.Create("A", 5L)] },
            new ObjectState(
                5, Everything, 1, "the \"key\"", Some.Tags("a", "b"),
                [
                    Value.FromString("ÄÖ 😀 \u0000 </script>"), Value.FromInt(-Value.MaxInt), Value.FromBool(true),
                    Value.FromArray([Value.Null, Value.FromFloat(-0.0), Value.FromFloat(1e300), Value.FromFloat(0.1), Value.FromArray([])]),
                    Value.FromArray([Value.FromBool(false), Value.FromInt(3), Value.FromString("x")]),
                    Value.FromMap(ValueMap.Create([KeyValuePair.Create("", Value.FromInt(1)), KeyValuePair.Create("m", Value.FromMap(ValueMap.Empty))])),
                ]),
            Some.Object(12, Some.Type(0), 5),
        ]);

    [Test]
    public void Read_OfToBytes_IsTheSnapshot() => Assert.That(SnapshotFormat.Read(Sample.ToBytes()), Is.EqualTo(Sample));

    [Test]
    public void ReadJson_OfToJson_IsTheSnapshot() => Assert.That(SnapshotFormat.ReadJson(Sample.ToJson()), Is.EqualTo(Sample));

    [Test]
    public void ToBytes_EqualSnapshots_AreEqualBytes() =>
        Assert.That(SnapshotFormat.ReadJson(Sample.ToJson()).ToBytes(), Is.EqualTo(Sample.ToBytes()));

    [Test]
    public void Read_SnapshotOfAPart_KeepsTheTopsParent()
    {
        var part = Sample with { Objects = Sample.Objects.RemoveAt(0) };
        Assert.That(SnapshotFormat.Read(part.ToBytes()), Is.EqualTo(part));
    }

    [Test]
    public void Read_AnyByteChanged_IsRefused()
    {
        var bytes = Sample.ToBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[at] ^= (byte)(1 << bit);
                Assert.Throws<SnapshotFormatException>(() => SnapshotFormat.Read(bytes), $"bit {bit} of byte {at}");
                bytes[at] ^= (byte)(1 << bit);
            }
        }
    }

    [Test]
    public void Read_CutAnywhere_IsRefused()
    {
        var bytes = Sample.ToBytes();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SnapshotFormatException>(() => SnapshotFormat.Read(bytes.AsSpan(0, length)), $"{length} bytes");
    }

    [Test]
    public void Read_NewerFormat_SaysSo()
    {
        var bytes = Sample.ToBytes();
        bytes[5] = 2;
        Assert.That(() => SnapshotFormat.Read(bytes), Throws.TypeOf<SnapshotFormatException>().With.Message.Contains("of format 2"));
    }

    [Test]
    public void Read_SomethingElse_SaysSo() => Assert.That(
        () => SnapshotFormat.Read(Encoding.UTF8.GetBytes(Sample.ToJson())),
        Throws.TypeOf<SnapshotFormatException>().With.Message.EqualTo("The bytes are no snapshot."));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"format\":2}")]
    [TestCase("{\"format\":1,\"version\":0,\"nextId\":2,\"types\":[],\"objects\":[]}")]
    [TestCase("{\"format\":1,\"version\":0,\"nextId\":2,\"types\":[],\"objects\":[{\"type\":0}]}")]
    public void ReadJson_NoSnapshot_IsRefused(string json) =>
        Assert.Throws<SnapshotFormatException>(() => SnapshotFormat.ReadJson(json));

    [TestCase("\"count\": -9007199254740991", "\"count\": 9007199254740992")]
    [TestCase("\"count\": -9007199254740991", "\"count\": \"1\"")]
    [TestCase("\"id\": 12", "\"id\": 5")]
    [TestCase("\"id\": 12", "\"id\": 13")]
    [TestCase("\"parent\": 5", "\"parent\": 6")]
    [TestCase("\"kind\": \"dict\"", "\"kind\": \"list\"")]
    [TestCase("\"kind\": \"dict\"", "\"kind\": \"tree\"")]
    public void ReadJson_EditedSoThatItCannotBe_IsRefused(string before, string after)
    {
        var json = Sample.ToJson();
        Assert.That(json, Does.Contain(before));
        Assert.Throws<SnapshotFormatException>(() => SnapshotFormat.ReadJson(json.Replace(before, after, StringComparison.Ordinal)));
    }
}
