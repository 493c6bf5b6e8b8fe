using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Transformation;

/// <summary>
/// What came after an operation, less what was taken back again: an operation and what took it back are left out together, and what came in
/// between becomes what it would have been without them. So undoing the newest first meets nothing, and text that went and came back is the
/// same text.
/// </summary>
internal static class Reduction<TOperation, TStep>
    where TOperation : TopicOperation
    where TStep : struct, ITransformStep<TOperation, TStep>
{
    /// <summary>What is left, oldest first; null when something in it is of another kind, so that nothing can be said.</summary>
    public static TOperation[]? Of(IReadOnlyList<AppliedOperation> later)
    {
        if (later.Count == 0)
            return [];
        if (!later.All(applied => applied is { Operation: TOperation, Inverse: TOperation }))
            return null;
        var open = WithoutNeighbours(later);
        var rest = new List<Entry>(open.Count);
        for (var i = 0; i < open.Count;)
        {
            var taken = TakeOutPair(rest, open, i);
            if (taken == 0)
                rest.Add(new Entry((TOperation)open[i].Operation, (TOperation)open[i].Inverse));
            i += Math.Max(taken, 1);
        }
        return [.. rest.Select(entry => entry.Operation)];
    }

    /// <summary>
    /// Leaves out neighbours of which one takes the other back, until there are none. This comes first, for its result does not depend on
    /// which pair is found first, so that nothing is left of what was undone newest first, even when some of it looks alike by chance.
    /// </summary>
    private static List<AppliedOperation> WithoutNeighbours(IReadOnlyList<AppliedOperation> later)
    {
        var open = new List<AppliedOperation>(later.Count);
        foreach (var applied in later)
        {
            if (open.Count > 0 && applied.Operation == open[^1].Inverse)
                open.RemoveAt(open.Count - 1);
            else
                open.Add(applied);
        }
        return open;
    }

    /// <summary>
    /// Takes out of the rest what the operations from <paramref name="at"/> on take back; how many of those there are, 0 when they do not.
    /// </summary>
    private static int TakeOutPair(List<Entry> rest, List<AppliedOperation> later, int at)
    {
        var operation = (TOperation)later[at].Operation;
        for (var i = rest.Count - 1; i >= 0; i--)
        {
            if (rest[i].Inverse is not { } inverse || !TStep.MayBe(operation, inverse))
                continue;
            var now = Carry(rest, i).Result;
            if (now.IsContested || now.Operations.IsEmpty || !Stands(now.Operations, later, at))
                continue;
            TakeOut(rest, i, inverse);
            return now.Operations.Length;
        }
        return 0;
    }

    /// <summary>What takes an entry back after all that is in the rest behind it.</summary>
    private static OperationTransform<TOperation, TStep> Carry(List<Entry> rest, int at)
    {
        var entry = rest[at];
        if (entry.Carried is null)
            (entry.Carried, entry.CarriedTo) = (new OperationTransform<TOperation, TStep>([entry.Inverse!], areFirst: true), at + 1);
        while (entry.CarriedTo < rest.Count)
            entry.Carried.Past([rest[entry.CarriedTo++].Operation]);
        return entry.Carried;
    }

    private static bool Stands(ImmutableArray<TOperation> operations, List<AppliedOperation> later, int at)
    {
        if (at + operations.Length > later.Count)
            return false;
        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i] != later[at + i].Operation)
                return false;
        }
        return true;
    }

    private static void TakeOut(List<Entry> rest, int at, TOperation inverse)
    {
        var behind = rest.GetRange(at + 1, rest.Count - at - 1);
        rest.RemoveRange(at, rest.Count - at);
        Forget(rest, at);
        var carried = new OperationTransform<TOperation, TStep>([inverse], areFirst: true);
        foreach (var entry in behind)
        {
            foreach (var became in carried.Cross([entry.Operation]).Operations)
                rest.Add(new Entry(became, entry.Inverse is null ? null : TStep.Invert(became, entry.Inverse)));
        }
    }

    /// <summary>Forgets what was carried beyond a place that is no longer what it was.</summary>
    private static void Forget(List<Entry> rest, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (rest[i].CarriedTo > at)
                rest[i].Carried = null;
        }
    }

    private sealed class Entry(TOperation operation, TOperation? inverse)
    {
        public TOperation Operation => operation;

        public TOperation? Inverse => inverse;

        public OperationTransform<TOperation, TStep>? Carried { get; set; }

        public int CarriedTo { get; set; }
    }
}
