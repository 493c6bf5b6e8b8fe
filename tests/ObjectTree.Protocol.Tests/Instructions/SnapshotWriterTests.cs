using System.Buffers;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Protocol.Tests.Instructions;

public class SnapshotWriterTests
{
    private static readonly RecordSchema Late = new(4, "Late", ["one"]);

    [Test]
    public void Slices_OfAnySize_AreTheBytesOfTheWhole([Values(1, 2, 7, 100)] int size)
    {
        var root = Some.Type(0);
        var plain = Some.Type(1, ("any", TopicKind.Value));
        ObjectState[] objects =
        [
            Some.Object(1, root, 0),
            .. Enumerable.Range(2, 20).Select(id => Some.Object(
                id, plain, 1, id < 15 ? Value.FromInt(id) : Value.FromRecord(new RecordValue(Late, [Value.FromInt(id)])))),
        ];
        var whole = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(whole, [root, plain], [], objects);

        var (head, body) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        var writer = new SnapshotWriter(body);
        foreach (var slice in objects.Chunk(size))
            writer.Add(slice);
        writer.WriteHead(head, [root, plain], []);
        Assert.That((byte[])[.. head.WrittenSpan, .. body.WrittenSpan], Is.EqualTo(whole.WrittenSpan.ToArray()));
    }
}
