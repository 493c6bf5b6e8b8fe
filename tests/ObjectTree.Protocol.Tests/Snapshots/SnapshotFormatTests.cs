using System.Security.Cryptography;
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
            new AttributeSchema("size", TopicKind.Float, AttributeFlags.None),
            new AttributeSchema("any", TopicKind.Value, AttributeFlags.None),
            new AttributeSchema("owner", TopicKind.Reference, AttributeFlags.None),
            new AttributeSchema("rang", TopicKind.Event, AttributeFlags.None),
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
                    Value.FromMap(
                        ValueMap.Create(
                            [KeyValuePair.Create("", Value.FromInt(1)), KeyValuePair.Create("m", Value.FromMap(ValueMap.Empty))])),
                    Value.FromFloat(0.5),
                    Value.FromArray([Value.FromBytes([0, 255, 1]), Value.FromReference(99), Map("$bytes", Value.FromInt(1))]),
                    Value.FromReference(12), Value.Null,
                ])
            {
                Added =
                [
                    new AddedAttribute(11, new AttributeSchema("note", TopicKind.String, AttributeFlags.None), Value.FromString("hi")),
                    new AddedAttribute(14, new AttributeSchema("next", TopicKind.Reference, AttributeFlags.ClientWritable), Value.Null),
                ],
            },
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
    public void Read_OfRecords_GivesRecordsByNameAndEqualBytesWhateverTheirNumbers()
    {
        var (low, high) = (WithRecords(0, 1), WithRecords(70, 3));

        var read = SnapshotFormat.Read(high.ToBytes());

        Assert.That(read, Is.EqualTo(low));
        Assert.That(high.ToBytes(), Is.EqualTo(low.ToBytes()));
        Assert.That(read.ToBytes(), Is.EqualTo(low.ToBytes()));
    }

    [Test]
    public void ReadJson_OfRecords_GivesMapsOfTheirFields()
    {
        var read = SnapshotFormat.ReadJson(WithRecords(0, 1).ToJson());

        Assert.That(read.Objects[0].Added[0].State.AsArray()[0], Is.EqualTo(Value.FromMap(ValueMap.Create(
            [KeyValuePair.Create("from", Map("x", Value.FromInt(1))), KeyValuePair.Create("to", Map("x", Value.FromInt(2)))]))));
    }

    [Test]
    public void ReadJson_RandomValues_GivesThemBack()
    {
        var random = Seed.Print();
        for (var round = 0; round < 2_000; round++)
        {
            var value = Any(random, 4);
            var snapshot = new Snapshot(0, 2, [Some.Object(1, Some.Type(0, ("any", TopicKind.Value)), 0, value)]);
            Assert.That(SnapshotFormat.ReadJson(snapshot.ToJson()), Is.EqualTo(snapshot), value.ToString());
            Assert.That(SnapshotFormat.Read(snapshot.ToBytes()), Is.EqualTo(snapshot), value.ToString());
        }
    }

    [Test]
    public void Read_ContentDamagedUnderARightChecksum_ThrowsNothingElse()
    {
        var random = Seed.Print();
        foreach (var original in new[] { Sample.ToBytes(), WithRecords(0, 1).ToBytes() })
        {
            for (var at = 6; at < original.Length - 16; at++)
            {
                var bytes = original.ToArray();
                bytes[at] = (byte)random.Next(256);
                SHA256.HashData(bytes.AsSpan(0, bytes.Length - 16)).AsSpan(0, 16).CopyTo(bytes.AsSpan(bytes.Length - 16));
                Try(() => SnapshotFormat.Read(bytes), at);
            }
        }
    }

    [Test]
    public void ReadJson_CutOrChangedAnywhere_ThrowsNothingElse()
    {
        var random = Seed.Print();
        var json = Sample.ToJson();
        for (var at = 0; at < json.Length; at++)
        {
            Try(() => SnapshotFormat.ReadJson(json[..at]), at);
            Try(
                () => SnapshotFormat.ReadJson(
                    string.Concat(json.AsSpan(0, at), "{}[]\",:0$"[random.Next(9)].ToString(), json.AsSpan(at + 1))), at);
        }
    }

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
    [TestCase("\"$object\": 99", "\"$object\": 0")]
    [TestCase("\"$object\": 99", "\"$object\": 0.5")]
    [TestCase("\"$bytes\": \"AP8B\"", "\"$bytes\": \"A\"")]
    [TestCase("\"$bytes\": \"AP8B\"", "\"$bytes\": 1")]
    [TestCase("\"number\": 14", "\"number\": 11")]
    [TestCase("\"number\": 11", "\"number\": 10")]
    [TestCase("\"number\": 4", "\"number\": -4")]
    [TestCase("\"name\": \"note\"", "\"name\": \"\"")]
    [TestCase("\"name\": \"note\"", "\"name\": null")]
    [TestCase("\"name\": \"note\"", "\"name\": \"a\\u0000\"")]
    [TestCase("\"name\": \"note\"", "\"name\": \"ääääääääääääääääääääääääääääääääx\"")]
    [TestCase("\"name\": \"Everything\"", "\"name\": \"\"")]
    [TestCase("\"frontend\": \"every-thing\"", "\"frontend\": \"\"")]
    [TestCase("\"double\"", "null")]
    [TestCase("\"double\"", "\"\"")]
    [TestCase("\"flags\": 1", "\"flags\": -1")]
    [TestCase("\"version\": 7", "\"version\": -7")]
    [TestCase("\"version\": 7", "\"version\": 9007199254740992")]
    [TestCase("\"nextId\": 13", "\"nextId\": 9007199254740992")]
    [TestCase("\"parent\": 0", "\"parent\": -1")]
    [TestCase("\"Caption\": 12", "\"Caption\": 0")]
    public void ReadJson_EditedSoThatItCannotBe_IsRefused(string before, string after)
    {
        var json = Sample.ToJson();
        Assert.That(json, Does.Contain(before));
        Assert.Throws<SnapshotFormatException>(() => SnapshotFormat.ReadJson(json.Replace(before, after, StringComparison.Ordinal)));
    }

    private static Snapshot WithRecords(int line, int point)
    {
        var (lines, points) = (new RecordSchema(line, "Line", ["from", "to"]), new RecordSchema(point, "Point", ["x"]));
        var value = Value.FromRecord(new RecordValue(lines, [Point(1), Point(2)]));
        var added = new AddedAttribute(
            1, new AttributeSchema("lines", TopicKind.List, AttributeFlags.None), Value.FromArray([value, Map("p", Point(3))]));
        return new Snapshot(0, 2, [Some.Object(1, Some.Type(0), 0) with { Added = [added] }]);

        Value Point(int x) => Value.FromRecord(new RecordValue(points, [Value.FromInt(x)]));
    }

    private static Value Map(string key, Value value) => Value.FromMap(ValueMap.Create([KeyValuePair.Create(key, value)]));

    private static Value Any(Random random, int depth) => random.Next(depth == 0 ? 6 : 9) switch
    {
        0 => Value.Null,
        1 => Value.FromBool(random.Next(2) == 0),
        2 => Value.FromFloat(random.NextDouble()),
        3 => Value.FromString($"${random.Next(3)}"),
        4 => Value.FromBytes([(byte)random.Next(256)]),
        5 => Value.FromReference(random.Next(1, 100)),
        6 => Value.FromArray([Any(random, depth - 1), Any(random, depth - 1)]),
        7 => Map(new string('$', random.Next(4)) + new[] { "bytes", "object", "other", "" }[random.Next(4)], Any(random, depth - 1)),
        _ => Value.FromMap(
            ValueMap.Create([KeyValuePair.Create("$bytes", Any(random, depth - 1)), KeyValuePair.Create("$object", Value.Null)])),
    };

    private static void Try(Action read, int at)
    {
        try
        {
            read();
        }
        catch (SnapshotFormatException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"at {at}: {exception}");
        }
    }
}
