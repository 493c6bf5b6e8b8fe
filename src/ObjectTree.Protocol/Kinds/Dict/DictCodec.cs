using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Dict;

internal sealed class DictCodec() : KindCodec(TopicKind.Dict)
{
    private const int Set = 0;
    private const int Put = 1;
    private const int Remove = 2;

    public override bool Owns(TopicOperation operation) => operation is DictOperation;

    public override void WriteState(ref MessagePackWriter writer, Value state) => ValueWriter.Write(ref writer, state.AsMap());

    public override bool TryReadState(ref WireReader reader, out Value state)
    {
        var isRead = reader.TryReadMap(out var entries);
        state = Value.FromMap(entries);
        return isRead;
    }

    public override void Write(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case DictOperation.Set set:
                WriteVerb(ref writer, operation, Set);
                ValueWriter.Write(ref writer, set.Entries);
                break;
            case DictOperation.Put put:
                WriteVerb(ref writer, operation, Put);
                writer.Write(put.Key);
                ValueWriter.Write(ref writer, put.Value);
                break;
            case DictOperation.Remove remove:
                WriteVerb(ref writer, operation, Remove);
                writer.Write(remove.Key);
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
                if (!reader.TryReadMap(out var entries))
                    return false;
                operation = new DictOperation.Set(address, entries);
                return true;
            case Put:
                if (!reader.TryReadString(out var put) || !reader.TryReadValue(out var value))
                    return false;
                operation = new DictOperation.Put(address, put, value);
                return true;
            case Remove:
                if (!reader.TryReadString(out var removed))
                    return false;
                operation = new DictOperation.Remove(address, removed);
                return true;
            default:
                return FailVerb(ref reader, verb);
        }
    }
}
