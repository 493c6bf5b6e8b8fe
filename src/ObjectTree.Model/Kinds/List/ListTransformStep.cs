using System.Collections.Immutable;
using System.Diagnostics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.List;

/// <summary>
/// A step of a list's operation on its way past others; which fields count depends on its kind. Items keep their identity: who replaces,
/// moves or removes one finds it where it was moved to. What is inserted among items that others remove survives there; who replaces or
/// moves what others removed does nothing. A new list as a whole wins over all but a later one. What an operation became is one operation:
/// a <see cref="ListOperation.Patch"/> when it takes several steps. The rule for ties is at
/// <see cref="ITransformStep{TOperation, TStep}.Over"/>.
/// </summary>
internal readonly struct ListTransformStep : ITransformStep<ListOperation, ListTransformStep>
{
    private readonly StepKind _kind;
    private readonly ListOperation _source; // what it was, for what it puts in
    private readonly int _count; // how many it inserts

    private ListTransformStep(ListOperation operation)
    {
        _source = operation;
        (_kind, Item, Gap, _count, Removed) = operation switch
        {
            ListOperation.Set => (StepKind.Set, -1, 0, 0, default(Spans)),
            ListOperation.Insert insert => (StepKind.Insert, -1, insert.Index, 1, default),
            ListOperation.InsertRange insert => (StepKind.Insert, -1, insert.Index, insert.Items.AsArray().Length, default),
            ListOperation.RemoveRange remove => (StepKind.Remove, -1, 0, 0, new Spans(remove.Index, remove.Count)),
            ListOperation.Replace replace => (StepKind.Replace, replace.Index, 0, 0, default),
            ListOperation.Move move => (StepKind.Move, move.From, move.To > move.From ? move.To + 1 : move.To, 0, default),
            _ => throw new UnreachableException(),
        };
    }

    public Contest Contest { get; private init; }

    public int Place => Item;

    private int Item { get; init; } // replaced or moved; of what it removes, that which another replaced; else −1

    private int Gap { get; init; } // where it inserts or moves to: before which item, counted while all are there

    private Spans Removed { get; init; }

    private bool IsVoid { get; init; } // lost to another; followed on, to say where

    private int Landing => Gap > Item ? Gap - 1 : Gap; // where what it moves is afterwards

    public static void Read(ListOperation operation, List<ListTransformStep> steps)
    {
        switch (operation)
        {
            case ListOperation.Patch patch:
                foreach (var step in patch.Steps)
                    Read(step, steps);
                break;
            case ListOperation.Move move when move.From == move.To:
                break;
            default:
                steps.Add(new ListTransformStep(operation));
                break;
        }
    }

    public ListTransformStep Over(in ListTransformStep other, bool isFirst)
    {
        if (other.IsVoid)
            return this;
        var contest = ContestBy(other);
        var isLost = IsVoid || contest == Contest.Removed || (contest != Contest.None && isFirst && _kind != StepKind.Remove);
        var first = Contest == Contest.None ? contest : Contest;
        if (other._kind == StepKind.Set)
            return this with { Contest = first, Item = -1, IsVoid = isLost || _kind != StepKind.Set };
        if (_kind == StepKind.Set)
            return this with { Contest = first };
        var item = _kind == StepKind.Remove && Item < 0 && contest != Contest.None ? other.Item : Item;
        return this with
        {
            Contest = first,
            IsVoid = isLost,
            Item = item < 0 ? item : ItemAfter(item, other),
            Gap = GapAfter(other, isFirst),
            Removed = Removed.IsEmpty ? Removed : RemovedAfter(other),
        };
    }

    public static ImmutableArray<ListOperation> Write(ListOperation operation, ReadOnlySpan<ListTransformStep> steps)
    {
        var written = ImmutableArray.CreateBuilder<ListOperation>(steps.Length);
        foreach (var step in steps)
        {
            if (!step.IsVoid)
                step.Write(written);
        }
        return written.Count <= 1 ? written.DrainToImmutable() : [new ListOperation.Patch(operation.Address, written.DrainToImmutable())];
    }

    // Only what puts items back has to be recognised: items that came and went leave nothing that could be mistaken.
    public static bool MayBe(ListOperation operation, ListOperation inverse) => (operation, inverse) switch
    {
        (ListOperation.Insert one, ListOperation.Insert other) => one.Item == other.Item,
        (ListOperation.InsertRange one, ListOperation.InsertRange other) => one.Items == other.Items,
        (ListOperation.Replace one, ListOperation.Replace other) => one.Item == other.Item,
        (ListOperation.Move, ListOperation.Move) => true,
        (_, ListOperation.Patch) => true,
        _ => false,
    };

    public static ListOperation? Invert(ListOperation became, ListOperation inverse) => (became, inverse) switch
    {
        (ListOperation.Insert insert, ListOperation.RemoveRange remove) => remove with { Index = insert.Index },
        (ListOperation.InsertRange insert, ListOperation.RemoveRange remove) => remove with { Index = insert.Index },
        (ListOperation.RemoveRange { Count: 1 } remove, ListOperation.Insert insert) => insert with { Index = remove.Index },
        (ListOperation.RemoveRange remove, ListOperation.InsertRange insert) when remove.Count == insert.Items.AsArray().Length =>
            insert with { Index = remove.Index },
        (ListOperation.Replace replace, ListOperation.Replace back) => back with { Index = replace.Index },
        (ListOperation.Move move, ListOperation.Move back) => back with { From = move.To, To = move.From },
        _ => null,
    };

    private Contest ContestBy(in ListTransformStep other) => (_kind, other._kind) switch
    {
        (_, StepKind.Set) => Contest.Replaced,
        (StepKind.Set, _) => Contest.Edited,
        (StepKind.Replace, StepKind.Replace) when Item == other.Item => Contest.Replaced,
        (StepKind.Remove, StepKind.Replace) when Removed.Contains(other.Item) => Contest.Replaced,
        (StepKind.Move, StepKind.Move) when Item == other.Item => Contest.Moved,
        (StepKind.Replace or StepKind.Move, StepKind.Remove) when other.Removed.Contains(Item) => Contest.Removed,
        _ => Contest.None,
    };

    private static int ItemAfter(int item, in ListTransformStep other) => other._kind switch
    {
        StepKind.Insert => other.Gap <= item ? item + other._count : item,
        StepKind.Remove => item - other.Removed.CountBefore(item),
        StepKind.Move when item == other.Item => other.Landing,
        StepKind.Move => item - (other.Item < item ? 1 : 0) + (other.Gap <= item ? 1 : 0),
        _ => item,
    };

    private int GapAfter(in ListTransformStep other, bool isFirst)
    {
        var comesBefore = other.Gap < Gap || (other.Gap == Gap && !isFirst);
        return other._kind switch
        {
            StepKind.Insert => comesBefore ? Gap + other._count : Gap,
            StepKind.Remove => Gap - other.Removed.CountBefore(Gap),
            StepKind.Move => Gap - (other.Item < Gap ? 1 : 0) + (comesBefore ? 1 : 0),
            _ => Gap,
        };
    }

    private Spans RemovedAfter(in ListTransformStep other)
    {
        switch (other._kind)
        {
            case StepKind.Insert:
                return Removed.AfterInsertion(other.Gap, other._count);
            case StepKind.Remove:
                return Removed.AfterRemoval(other.Removed);
            case StepKind.Move:
                var moved = Removed.AfterRemoval(new Spans(other.Item, 1)).AfterInsertion(other.Landing, 1);
                return Removed.Contains(other.Item) ? moved.With(other.Landing) : moved;
            default:
                return Removed;
        }
    }

    private void Write(ImmutableArray<ListOperation>.Builder written)
    {
        switch (_source)
        {
            case ListOperation.Insert insert:
                written.Add(insert with { Index = Gap });
                break;
            case ListOperation.InsertRange insert when _count > 0:
                written.Add(insert with { Index = Gap });
                break;
            case ListOperation.RemoveRange remove:
                for (var i = Removed.Length - 1; i >= 0; i--) // the last first, so that the places before it stay
                    written.Add(remove with { Index = Removed[i].Start, Count = Removed[i].Count });
                break;
            case ListOperation.Replace replace:
                written.Add(replace with { Index = Item });
                break;
            case ListOperation.Move move when Landing != Item:
                written.Add(move with { From = Item, To = Landing });
                break;
            case ListOperation.Set:
                written.Add(_source);
                break;
            default:
                break;
        }
    }

    private enum StepKind
    {
        Set,
        Insert,
        Remove,
        Replace,
        Move,
    }
}
