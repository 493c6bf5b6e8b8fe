using System.Collections.Immutable;

namespace ObjectTree.Model.Transformation;

/// <summary>
/// One step of an operation, in the form in which one step over one step is one step again: what it removes may be in several spans, all
/// counted before the step, so that it need not become several.
/// </summary>
/// <typeparam name="TOperation">The kind's operations.</typeparam>
/// <typeparam name="TStep">The step itself.</typeparam>
internal interface ITransformStep<TOperation, TStep>
    where TStep : struct, ITransformStep<TOperation, TStep>
{
    /// <summary>What other operations did to what this step changes; the first such thing.</summary>
    Contest Contest { get; }

    /// <summary>Which item the step changes, for <see cref="Contest"/>; −1 for the whole value.</summary>
    int Place { get; }

    /// <summary>
    /// What this step becomes when <paramref name="other"/>, made on the same state, was applied before it. <paramref name="isFirst"/> says
    /// whether this one comes before the other in the server's order, and decides where nothing else does: <b>of two insertions (or moves)
    /// to the same gap, what comes first in the order stands first; of two that replace or move the same thing, the one that comes later
    /// wins.</b>
    /// </summary>
    TStep Over(in TStep other, bool isFirst);

    /// <summary>Adds the steps that an operation consists of, each counted after the one before.</summary>
    static abstract void Read(TOperation operation, List<TStep> steps);

    /// <summary>The operations that do what the steps of one operation became.</summary>
    static abstract ImmutableArray<TOperation> Write(TOperation operation, ReadOnlySpan<TStep> steps);

    /// <summary>Whether an operation could be an inverse after transformation. Quick, and true rather too often.</summary>
    static abstract bool MayBe(TOperation operation, TOperation inverse);

    /// <summary>The inverse of what an operation became, from the inverse that it had; null when that is not enough to know it.</summary>
    static abstract TOperation? Invert(TOperation became, TOperation inverse);
}
