using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Int;

internal sealed class IntCodec() : KindCodec(TopicKind.Int, statesMayHoldRecords: false)
{
    private const int Set = 0;
    private const int Add = 1;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) => writer.Write(state.AsInt());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!reader.TryReadInt(out var number))
            return false;
        state = Model.Values.Value.FromInt(number);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => operation is IntOperation.Set ? Set : Add;

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation) => writer.Write(operation switch
    {
        IntOperation.Set set => set.Value,
        IntOperation.Add add => add.Delta,
        _ => throw new UnreachableException(),
    });

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        if (verb is not (Set or Add))
            return FailVerb(ref reader, verb);
        if (!reader.TryReadInt(out var number))
            return false;
        operation = verb == Set ? new IntOperation.Set(address, number) : new IntOperation.Add(address, number);
        return true;
    }
}
