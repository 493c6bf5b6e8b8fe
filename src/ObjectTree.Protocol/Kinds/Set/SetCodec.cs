using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.Set;

/// <summary>Sets arrive here sorted: whoever makes a set's array sorts it, as <see cref="SetOperation.Set.Items"/> says.</summary>
internal sealed class SetCodec() : KindCodec(TopicKind.Set, statesMayHoldRecords: true)
{
    private const int Set = 0;
    private const int Add = 1;
    private const int Remove = 2;
    private const int Patch = 3;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) =>
        ValueWriter.Write(ref writer, state.AsArray());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        state = Model.Values.Value.Null;
        if (!reader.TryReadArray(out var items))
            return false;
        if (items.Length > 1 && items.Distinct().Count() != items.Length)
            return reader.Fail("a set has a value twice");
        state = Model.Values.Value.FromArray(items);
        return true;
    }

    public override int VerbOf(TopicOperation operation) => operation switch
    {
        SetOperation.Set => Set,
        SetOperation.Add => Add,
        SetOperation.Remove => Remove,
        SetOperation.Patch => Patch,
        _ => throw new UnreachableException(),
    };

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case SetOperation.Set set:
                ValueWriter.Write(ref writer, set.Items.AsArray());
                break;
            case SetOperation.Add add:
                ValueWriter.Write(ref writer, add.Item);
                break;
            case SetOperation.Remove remove:
                ValueWriter.Write(ref writer, remove.Item);
                break;
            case SetOperation.Patch patch:
                ValueWriter.Write(ref writer, patch.Removed.AsArray());
                ValueWriter.Write(ref writer, patch.Added.AsArray());
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
                if (!TryReadState(ref reader, out var items))
                    return false;
                operation = new SetOperation.Set(address, items);
                return true;
            case Add or Remove:
                if (!reader.TryReadValue(out var item))
                    return false;
                operation = verb == Add ? new SetOperation.Add(address, item) : new SetOperation.Remove(address, item);
                return true;
            case Patch:
                if (!TryReadState(ref reader, out var removed) || !TryReadState(ref reader, out var added))
                    return false;
                if (!removed.AsArray().IsEmpty && removed.AsArray().Intersect(added.AsArray()).Any())
                    return reader.Fail("a value is both removed and added");
                operation = new SetOperation.Patch(address, removed, added);
                return true;
            default:
                return FailVerb(ref reader, verb);
        }
    }
}
