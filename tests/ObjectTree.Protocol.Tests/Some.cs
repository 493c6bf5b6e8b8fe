using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests;

/// <summary>Things that a test needs but does not care about.</summary>
internal static class Some
{
    public static Value Tags(params string[] tags) => Value.FromArray([.. tags.Select(Value.FromString)]);

    public static TypeSchema Type(int number, params (string Name, TopicKind Kind)[] attributes) => new(
        number,
        $"Type{number}",
        $"type{number}",
        [.. attributes.Select(attribute => new AttributeSchema(attribute.Name, attribute.Kind, AttributeFlags.None))],
        []);

    public static ObjectState Object(long id, TypeSchema type, long parent, params Value[] attributes) =>
        new(id, type, parent, null, Tags(), [.. attributes]);

    public static byte[] Bytes(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageWriter.Write(output, message);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Frame(params Operation[] operations) => Bytes(new FrameMessage([.. operations]));

    public static string Text(int length) => new('x', length);

    public static ImmutableArray<Value> Ints(int count) => [.. Enumerable.Range(0, count).Select(one => Value.FromInt(one))];
}
