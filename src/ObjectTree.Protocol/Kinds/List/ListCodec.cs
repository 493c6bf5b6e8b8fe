using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using MessagePack;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Kinds.List;

internal sealed class ListCodec() : KindCodec(TopicKind.List, statesMayHoldRecords: true)
{
    private const int Set = 0;
    private const int Insert = 1;
    private const int InsertRange = 2;
    private const int RemoveRange = 3;
    private const int Replace = 4;
    private const int Move = 5;
    private const int Patch = 6;

    /// <summary>A step is its verb and two operands, whatever the verb.</summary>
    private const int StepFields = 3;

    public override void WriteState(ref MessagePackWriter writer, Model.Values.Value state) =>
        ValueWriter.Write(ref writer, state.AsArray());

    public override bool TryReadState(ref WireReader reader, out Model.Values.Value state)
    {
        var isRead = reader.TryReadArray(out var items);
        state = Model.Values.Value.FromArray(items);
        return isRead;
    }

    public override int VerbOf(TopicOperation operation) => operation switch
    {
        ListOperation.Set => Set,
        ListOperation.Insert => Insert,
        ListOperation.InsertRange => InsertRange,
        ListOperation.RemoveRange => RemoveRange,
        ListOperation.Replace => Replace,
        ListOperation.Move => Move,
        ListOperation.Patch => Patch,
        _ => throw new UnreachableException(),
    };

    public override void WriteOperands(ref MessagePackWriter writer, TopicOperation operation)
    {
        switch (operation)
        {
            case ListOperation.Set set:
                ValueWriter.Write(ref writer, set.Items.AsArray());
                break;
            case ListOperation.Insert insert:
                writer.Write(insert.Index);
                ValueWriter.Write(ref writer, insert.Item);
                break;
            case ListOperation.InsertRange insert:
                writer.Write(insert.Index);
                ValueWriter.Write(ref writer, insert.Items.AsArray());
                break;
            case ListOperation.RemoveRange remove:
                writer.Write(remove.Index);
                writer.Write(remove.Count);
                break;
            case ListOperation.Replace replace:
                writer.Write(replace.Index);
                ValueWriter.Write(ref writer, replace.Item);
                break;
            case ListOperation.Move move:
                writer.Write(move.From);
                writer.Write(move.To);
                break;
            case ListOperation.Patch patch:
                WriteSteps(ref writer, patch.Steps);
                break;
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
                operation = new ListOperation.Set(address, items);
                return true;
            case Patch:
                if (!TryReadSteps(ref reader, address, out var steps))
                    return false;
                operation = new ListOperation.Patch(address, steps);
                return true;
            default:
                if (!TryReadStep(ref reader, verb, address, out var step))
                    return false;
                operation = step;
                return true;
        }
    }

    private void WriteSteps(ref MessagePackWriter writer, ImmutableArray<ListOperation> steps)
    {
        writer.WriteArrayHeader(steps.Length);
        foreach (var step in steps)
        {
            if (step is ListOperation.Set or ListOperation.Patch)
                throw new ArgumentException("A step of a Patch is neither a Set nor a Patch.");
            writer.WriteArrayHeader(StepFields);
            writer.Write(VerbOf(step));
            WriteOperands(ref writer, step);
        }
    }

    private bool TryReadSteps(ref WireReader reader, AttributeAddress address, out ImmutableArray<ListOperation> steps)
    {
        steps = [];
        if (!reader.TryReadArrayHeader(0, out var count))
            return false;
        var read = ImmutableArray.CreateBuilder<ListOperation>(count);
        while (read.Count < count)
        {
            if (!reader.TryReadFormHeader(1, StepFields, out var further)
                || !reader.TryReadInt(0, out var verb)
                || !TryReadStep(ref reader, verb, address, out var step)
                || !reader.TrySkip(further, 2))
                return false;
            read.Add(step);
        }
        steps = read.MoveToImmutable();
        return true;
    }

    /// <summary>
    /// Reads the operands of what is an operation of its own and may be a step of a Patch. Their nesting counts from here.
    /// </summary>
    private bool TryReadStep(ref WireReader reader, long verb, AttributeAddress address, [NotNullWhen(true)] out ListOperation? step)
    {
        step = null;
        if (verb is < Insert or > Move)
            return FailVerb(ref reader, verb);
        if (!reader.TryReadIndex(0, out var index))
            return false;
        switch (verb)
        {
            case InsertRange:
                if (!TryReadState(ref reader, out var items))
                    return false;
                step = new ListOperation.InsertRange(address, index, items);
                return true;
            case Insert or Replace:
                if (!reader.TryReadValue(out var item))
                    return false;
                step = verb == Insert
                    ? new ListOperation.Insert(address, index, item)
                    : new ListOperation.Replace(address, index, item);
                return true;
            default:
                if (!reader.TryReadIndex(0, out var other))
                    return false;
                step = verb == RemoveRange
                    ? new ListOperation.RemoveRange(address, index, other)
                    : new ListOperation.Move(address, index, other);
                return true;
        }
    }
}
