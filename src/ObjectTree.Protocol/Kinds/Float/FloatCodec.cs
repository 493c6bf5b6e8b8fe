using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Float;

internal sealed class FloatCodec() : KindCodec(TopicKind.Float, statesMayHoldRecords: false)
{
    private const int Set = 0;
    private const int Add = 1;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) =>
        ValueWriter.WriteFloat(ref writer, state.AsFloat());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!reader.TryReadNumber(out var number))
            return false;
        state = Model.Values.Value.FromFloat(number);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => operation is FloatOperation.Set ? Set : Add;

    public override void WriteOperands(
        ref MessagePackWriter writer, TopicOperation operation) => ValueWriter.WriteFloat(ref writer, operation switch
        {
            FloatOperation.Set set => set.Value,
            FloatOperation.Add add => add.Delta,
            _ => throw new UnreachableException(),
        });

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb is not (Set or Add))
            return FailVerb(ref reader, verb);
        if (!reader.TryReadNumber(out var number))
            return false;
        operation = verb == Set ? new FloatOperation.Set(address, number) : new FloatOperation.Add(address, number);
        return true;
    }
}
