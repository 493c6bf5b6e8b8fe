using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Event;

internal sealed class EventCodec() : KindCodec(TopicKind.Event, statesMayHoldRecords: false)
{
    private const int Emit = 1;
    private const int Withdraw = 2;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) => writer.WriteNil();

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        return reader.TryReadNil() || reader.Fail("an event has no state");
    }

    public override int VerbOf(TopicOperation operation) => operation is EventOperation.Emit ? Emit : Withdraw;

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation) =>
        ValueWriter.Write(ref writer, ((EventOperation)operation).Args);

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb is not (Emit or Withdraw))
            return FailVerb(ref reader, verb);
        if (!reader.TryReadValue(out var args))
            return false;
        operation = verb == Emit ? new EventOperation.Emit(address, args) : new EventOperation.Withdraw(address, args);
        return true;
    }
}
