using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.List;

internal sealed class ListCodec() : KindCodec(TopicKind.List)
{
    private const int Set = 0;
    private const int Insert = 1;
    private const int InsertRange = 2;
    private const int RemoveRange = 3;
    private const int Replace = 4;
    private const int Move = 5;

    public override bool Owns(TopicOperation operation) => operation is ListOperation;

    public override void WriteState(ref MessagePackWriter writer, Value state) => ValueWriter.Write(ref writer, state.AsArray());

    public override bool TryReadState(ref WireReader reader, out Value state)
    {
        var isRead = reader.TryReadArray(out var items);
        state = Value.FromArray(items);
        return isRead;
    }

    public override void Write(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case ListOperation.Set set:
                WriteVerb(ref writer, operation, Set);
                ValueWriter.Write(ref writer, set.Items.AsArray());
                break;
            case ListOperation.Insert insert:
                WriteVerb(ref writer, operation, Insert);
                writer.Write(insert.Index);
                ValueWriter.Write(ref writer, insert.Item);
                break;
            case ListOperation.InsertRange insert:
                WriteVerb(ref writer, operation, InsertRange);
                writer.Write(insert.Index);
                ValueWriter.Write(ref writer, insert.Items.AsArray());
                break;
            case ListOperation.RemoveRange remove:
                WriteVerb(ref writer, operation, RemoveRange);
                writer.Write(remove.Index);
                writer.Write(remove.Count);
                break;
            case ListOperation.Replace replace:
                WriteVerb(ref writer, operation, Replace);
                writer.Write(replace.Index);
                ValueWriter.Write(ref writer, replace.Item);
                break;
            case ListOperation.Move move:
                WriteVerb(ref writer, operation, Move);
                writer.Write(move.From);
                writer.Write(move.To);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public override bool TryRead(
        ref WireReader reader, int verb, AttributeAddress address, [NotNullWhen(true)] out TopicOperation? operation)
    {
        operation = null;
        var index = 0;
        if (verb is > Set and <= Move && !reader.TryReadIndex(0, out index))
            return false;
        switch (verb)
        {
            case Set or InsertRange:
                if (!TryReadState(ref reader, out var items))
                    return false;
                operation = verb == Set
                    ? new ListOperation.Set(address, items)
                    : new ListOperation.InsertRange(address, index, items);
                return true;
            case Insert or Replace:
                if (!reader.TryReadValue(out var item))
                    return false;
                operation = verb == Insert
                    ? new ListOperation.Insert(address, index, item)
                    : new ListOperation.Replace(address, index, item);
                return true;
            case RemoveRange or Move:
                if (!reader.TryReadIndex(0, out var other))
                    return false;
                operation = verb == RemoveRange
                    ? new ListOperation.RemoveRange(address, index, other)
                    : new ListOperation.Move(address, index, other);
                return true;
            default:
                return FailVerb(ref reader, verb);
        }
    }
}
