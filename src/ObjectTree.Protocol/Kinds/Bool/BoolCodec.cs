using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Bool;

internal sealed class BoolCodec() : KindCodec(TopicKind.Bool, statesMayHoldRecords: false)
{
    private const int Set = 0;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) => writer.Write(state.AsBool());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!reader.TryReadBool(out var value))
            return false;
        state = Model.Values.Value.FromBool(value);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => Set;

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation) =>
        writer.Write(((BoolOperation)operation).Value);

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb != Set)
            return FailVerb(ref reader, verb);
        if (!reader.TryReadBool(out var value))
            return false;
        operation = new BoolOperation(address, value);
        return true;
    }
}
