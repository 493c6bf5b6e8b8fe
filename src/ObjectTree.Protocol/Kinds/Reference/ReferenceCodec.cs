using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Reference;

/// <summary>A plain id or nil: that it is a reference is what the kind says.</summary>
internal sealed class ReferenceCodec() : KindCodec(TopicKind.Reference, statesMayHoldRecords: false)
{
    private const int Set = 0;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) =>
        WriteTarget(ref writer, state.IsNull ? 0 : state.AsReference());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!TryReadTarget(ref reader, out var target))
            return false;
        if (target != 0)
            state = Model.Values.Value.FromReference(target);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => Set;

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation) =>
        WriteTarget(ref writer, ((ReferenceOperation)operation).Target);

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb != Set)
            return FailVerb(ref reader, verb);
        if (!TryReadTarget(ref reader, out var target))
            return false;
        operation = new ReferenceOperation(address, target);
        return true;
    }

    private static void WriteTarget(ref MessagePackWriter writer, long target)
    {
        if (target == 0)
            writer.WriteNil();
        else
            writer.Write(target);
    }

    private static bool TryReadTarget(ref WireReader reader, out long target)
    {
        target = 0;
        return reader.TryReadNil() || reader.TryReadId(out target);
    }
}
