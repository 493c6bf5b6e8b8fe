using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Dict;

internal sealed class DictCodec() : KindCodec(TopicKind.Dict, statesMayHoldRecords: true)
{
    private const int Set = 0;
    private const int Put = 1;
    private const int Remove = 2;
    private const int Patch = 3;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) => ValueWriter.Write(ref writer, state.AsMap());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        var isRead = reader.TryReadMap(out var entries);
        state = Model.Values.Value.FromMap(entries);
        return isRead;
    }

    public override int VerbOf(TopicOperation operation) => operation switch
    {
        DictOperation.Set => Set,
        DictOperation.Put => Put,
        DictOperation.Remove => Remove,
        DictOperation.Patch => Patch,
        _ => throw new UnreachableException(),
    };

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case DictOperation.Set set:
                ValueWriter.Write(ref writer, set.Entries);
                break;
            case DictOperation.Put put:
                writer.Write(put.Key);
                ValueWriter.Write(ref writer, put.Value);
                break;
            case DictOperation.Remove remove:
                writer.Write(remove.Key);
                break;
            case DictOperation.Patch patch:
                writer.WriteArrayHeader(patch.Removed.Length);
                foreach (var key in patch.Removed)
                    writer.Write(key);
                ValueWriter.Write(ref writer, patch.Entries);
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
            case Patch:
                if (!TryReadKeys(ref reader, out var keys) || !reader.TryReadMap(out var changed))
                    return false;
                if (keys.Any(changed.ContainsKey))
                    return reader.Fail("a key is both removed and put");
                operation = new DictOperation.Patch(address, keys, changed);
                return true;
            default:
                return FailVerb(ref reader, verb);
        }
    }

    private static bool TryReadKeys(ref WireReader reader, out ImmutableArray<string> keys)
    {
        keys = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<string>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadString(out var key))
                return false;
            read.Add(key);
        }
        keys = read.MoveToImmutable();
        return keys.Distinct().Count() == count || reader.Fail("a key is removed twice");
    }
}
