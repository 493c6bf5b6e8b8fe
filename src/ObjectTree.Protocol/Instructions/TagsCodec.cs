using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>Attribute 0 of every object: a set that holds nothing but strings.</summary>
internal static class TagsCodec
{
    public static Value None { get; } = Value.FromArray([]);

    private static KindCodec Set => KindCodecs.Of(AttributeSchema.Tags.Kind);

    public static void WriteState(ref MessagePackWriter writer, Value tags) => Set.WriteState(ref writer, tags);

    public static bool TryReadState(ref WireReader reader, out Value tags) =>
        Set.TryReadState(ref reader, out tags) && AreStrings(ref reader, tags.AsArray().AsSpan());

    public static bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation) =>
        Set.TryRead(ref reader, verb, address, out operation)
        && AreStrings(ref reader, operation.HeldValues().AsSpan());

    private static bool AreStrings(ref WireReader reader, scoped ReadOnlySpan<Value> items)
    {
        foreach (var item in items)
        {
            if (item.Kind != ValueKind.String)
                return reader.Fail("a tag is not a string");
        }
        return true;
    }
}
