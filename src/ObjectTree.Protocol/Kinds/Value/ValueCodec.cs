using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Value;

internal sealed class ValueCodec() : KindCodec(TopicKind.Value, statesMayHoldRecords: true)
{
    private const int Set = 0;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) => ValueWriter.Write(ref writer, state);

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state) => reader.TryReadValue(out state);

    public override int VerbOf(TopicOperation operation) => Set;

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation) =>
        ValueWriter.Write(ref writer, ((ValueOperation)operation).Value);

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb != Set)
            return FailVerb(ref reader, verb);
        if (!reader.TryReadValue(out var value))
            return false;
        operation = new ValueOperation(address, value);
        return true;
    }
}
