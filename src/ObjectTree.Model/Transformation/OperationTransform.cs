using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ObjectTree.Model.Transformation;

/// <summary>
/// Transforms sequences of operations over sequences made on the same state. The cost is the product of their lengths, so linear for one operation over
/// many, whatever the lengths of the ranges.
/// </summary>
/// <typeparam name="TOperation">The kind's operations.</typeparam>
/// <typeparam name="TStep">Their steps.</typeparam>
internal static class OperationTransform<TOperation, TStep>
    where TOperation : class
    where TStep : struct, ITransformStep<TOperation, TStep>
{
    /// <summary>What <paramref name="operations"/> become on the state after <paramref name="over"/>.</summary>
    public static Transformed<TOperation> Transform(ReadOnlySpan<TOperation> operations, ReadOnlySpan<TOperation> over, bool isFirst)
    {
        var (ours, ends) = Read(operations);
        var theirs = new List<TStep>(1);
        foreach (var operation in over)
        {
            theirs.Clear();
            TStep.Read(operation, theirs);
            foreach (var step in theirs)
                _ = Pass(CollectionsMarshal.AsSpan(ours), step, isFirst, isStepWanted: false);
        }
        return Write(operations, ours, ends);
    }

    /// <summary>What two sequences become over each other: either one and then what the other became lead to the same state.</summary>
    public static (Transformed<TOperation> Ours, Transformed<TOperation> Theirs) Cross(
        ReadOnlySpan<TOperation> ours, ReadOnlySpan<TOperation> theirs, bool areOursFirst)
    {
        var (ourSteps, ourEnds) = Read(ours);
        var (theirSteps, theirEnds) = Read(theirs);
        for (var i = 0; i < theirSteps.Count; i++)
            theirSteps[i] = Pass(CollectionsMarshal.AsSpan(ourSteps), theirSteps[i], areOursFirst, isStepWanted: true);
        return (Write(ours, ourSteps, ourEnds), Write(theirs, theirSteps, theirEnds));
    }

    /// <summary>Brings our steps, which follow each other, past one of theirs; gives what that is after ours, if it is wanted.</summary>
    private static TStep Pass(Span<TStep> ours, TStep step, bool areOursFirst, bool isStepWanted)
    {
        for (var i = 0; i < ours.Length; i++)
        {
            var our = ours[i];
            ours[i] = our.Over(step, areOursFirst);
            if (isStepWanted || i + 1 < ours.Length)
                step = step.Over(our, !areOursFirst);
        }
        return step;
    }

    private static (List<TStep> Steps, int[] Ends) Read(ReadOnlySpan<TOperation> operations)
    {
        var (steps, ends) = (new List<TStep>(operations.Length), new int[operations.Length]);
        for (var i = 0; i < operations.Length; i++)
        {
            TStep.Read(operations[i], steps);
            ends[i] = steps.Count;
        }
        return (steps, ends);
    }

    private static Transformed<TOperation> Write(ReadOnlySpan<TOperation> operations, List<TStep> steps, int[] ends)
    {
        var written = ImmutableArray.CreateBuilder<TOperation>(operations.Length);
        for (var (i, start) = (0, 0); i < ends.Length; start = ends[i++])
            written.AddRange(TStep.Write(operations[i], CollectionsMarshal.AsSpan(steps)[start..ends[i]]));
        var contested = steps.FindIndex(step => step.Contest != Contest.None);
        return contested < 0
            ? new Transformed<TOperation>(written.DrainToImmutable(), Contest.None, -1)
            : new Transformed<TOperation>(written.DrainToImmutable(), steps[contested].Contest, steps[contested].Place);
    }
}
