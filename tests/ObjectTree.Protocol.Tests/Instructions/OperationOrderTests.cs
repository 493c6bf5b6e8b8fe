using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Instructions;

/// <summary>In which order a frame has its operations.</summary>
public class OperationOrderTests
{
    private const int Objects = 10;

    private static readonly TypeSchema Type = Some.Type(1, ("x", TopicKind.Int), ("y", TopicKind.Int), ("happened", TopicKind.Event));

    private FrameEncoder _encoder = new();
    private Vectors.KnownState _reader = new();

    [SetUp]
    public void Join()
    {
        (_encoder, _reader) = (new FrameEncoder(), new Vectors.KnownState());
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, [Type], [], [Object(1, 0), .. Enumerable.Range(2, Objects).Select(id => Object(id, 1))]);
        _encoder.MarkAnnounced(Type);
        _reader.Apply(MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer));
    }

    [Test]
    public void Encode_AttributesOfSeveralObjects_WritesThemByIdAndThoseOfOneInOrder() =>
        Assert.That(
            Send(Set(5, 2, 1), Set(3, 1, 1), Set(5, 1, 2), Set(3, 1, 3)),
            Is.EqualTo([Set(3, 1, 1), Set(3, 1, 3), Set(5, 2, 1), Set(5, 1, 2)]));

    [Test]
    public void Encode_InOrderAlready_StaysAsItIs() =>
        Assert.That(Send(Set(3, 2, 1), Set(3, 1, 1), Set(5, 1, 2)), Is.EqualTo([Set(3, 2, 1), Set(3, 1, 1), Set(5, 1, 2)]));

    [Test]
    public void Encode_ShapeAndEventsBetween_AreNotPassed([Values] bool isEvent)
    {
        Operation between = isEvent ? new EventOperation.Emit(new AttributeAddress(2, 3), Value.Null) : new MoveOperation(5, 2, 0);

        Assert.That(
            Send(Set(7, 1, 1), Set(6, 1, 1), between, Set(5, 1, 1), Set(4, 1, 1)),
            Is.EqualTo([Set(6, 1, 1), Set(7, 1, 1), between, Set(4, 1, 1), Set(5, 1, 1)]));
    }

    [Test]
    public void Encode_Events_StayInOrder()
    {
        Operation[] events = [new EventOperation.Emit(new AttributeAddress(5, 3), Value.Null),
            new EventOperation.Emit(new AttributeAddress(2, 3), Value.Null)];

        Assert.That(Send(events), Is.EqualTo(events));
    }

    [Test]
    public void Encode_AnyOrder_AllocatesNothing()
    {
        ImmutableArray<Operation> operations = [.. Enumerable.Range(0, 1_000).Select(i => Set(2 + (i * 7 % Objects), 1, i))];
        var output = new ArrayBufferWriter<byte>(16_384);

        Assert.That(Allocations.Of(Encode), Is.Zero);

        void Encode()
        {
            output.ResetWrittenCount();
            _encoder.Encode(output, operations);
        }
    }

    private static ObjectState Object(long id, long parent) =>
        Some.Object(id, Type, parent, Value.FromInt(0), Value.FromInt(0), Value.Null);

    private static IntOperation.Set Set(long id, int attribute, long value) => new(new AttributeAddress(id, attribute), value);

    private ImmutableArray<Operation> Send(params Operation[] operations)
    {
        var output = new ArrayBufferWriter<byte>();
        _encoder.Encode(output, [.. operations]);
        return ((FrameMessage)MessageReader.Read(output.WrittenMemory, ReadLimits.FromServer, _reader)).Operations;
    }
}
