using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.String;

internal sealed class StringCodec() : KindCodec(TopicKind.String, statesMayHoldRecords: false)
{
    private const int Set = 0;
    private const int Splice = 1;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) =>
        ValueWriter.WriteText(ref writer, state.AsString());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!reader.TryReadString(out var text))
            return false;
        state = Model.Values.Value.FromString(text);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => operation switch
    {
        StringOperation.Set => Set,
        StringOperation.Splice => Splice,
        _ => throw new UnreachableException(),
    };

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case StringOperation.Set set:
                writer.Write(set.Value);
                break;
            case StringOperation.Splice splice:
                writer.Write(splice.Position);
                writer.Write(splice.Deleted);
                writer.Write(splice.Inserted);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        switch (verb)
        {
            case Set:
                if (!reader.TryReadString(out var text))
                    return false;
                operation = new StringOperation.Set(address, text);
                return true;
            case Splice:
                if (!reader.TryReadIndex(0, out var position)
                    || !reader.TryReadIndex(0, out var deleted)
                    || !reader.TryReadString(out var inserted))
                    return false;
                operation = new StringOperation.Splice(address, position, deleted, inserted);
                return true;
            default:
                return FailVerb(ref reader, verb);
        }
    }
}
