using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Transformation;

/// <summary>
/// Operations that follow each other on their way past others that were made on the same state. They stay steps until the end: what comes
/// to nothing past one may come to something again past the next. The cost is the product of both numbers, so linear for one operation past
/// many, whatever the lengths of the ranges.
/// </summary>
/// <typeparam name="TOperation">The kind's operations.</typeparam>
/// <typeparam name="TStep">Their steps.</typeparam>
internal sealed class OperationTransform<TOperation, TStep>
    where TOperation : TopicOperation
    where TStep : struct, ITransformStep<TOperation, TStep>
{
    private readonly TOperation[] _operations;
    private readonly int[] _ends; // of each operation's steps
    private readonly List<TStep> _steps;
    private readonly bool _areFirst;

    /// <param name="operations">What is to be transformed.</param>
    /// <param name="areFirst">Whether they come before the others in the server's order.</param>
    public OperationTransform(ReadOnlySpan<TOperation> operations, bool areFirst)
    {
        _operations = operations.ToArray();
        _ends = new int[operations.Length];
        _steps = new List<TStep>(operations.Length);
        _areFirst = areFirst;
        for (var i = 0; i < operations.Length; i++)
        {
            TStep.Read(operations[i], _steps);
            _ends[i] = _steps.Count;
        }
    }

    /// <summary>Brings one operation past others that come first in the server's order; see <see cref="TopicOperation.Rebase"/>.</summary>
    public static ImmutableArray<TopicOperation> Rebase(TOperation operation, ref ImmutableArray<TopicOperation> others)
    {
        if (others.IsEmpty)
            return [operation];
        var passing = new OperationTransform<TOperation, TStep>([operation], areFirst: false);
        var crossed = passing.Cross([.. others.Cast<TOperation>()]);
        others = ImmutableArray<TopicOperation>.CastUp(crossed.Operations);
        return ImmutableArray<TopicOperation>.CastUp(passing.Result.Operations);
    }

    /// <summary>What they became.</summary>
    public Transformed<TOperation> Result
    {
        get
        {
            var written = ImmutableArray.CreateBuilder<TOperation>(_operations.Length);
            for (var (i, start) = (0, 0); i < _ends.Length; start = _ends[i++])
                written.AddRange(TStep.Write(_operations[i], CollectionsMarshal.AsSpan(_steps)[start.._ends[i]]));
            var contested = _steps.FindIndex(static step => step.Contest != Contest.None);
            return contested < 0
                ? new Transformed<TOperation>(written.DrainToImmutable(), Contest.None, -1)
                : new Transformed<TOperation>(written.DrainToImmutable(), _steps[contested].Contest, _steps[contested].Place);
        }
    }

    /// <summary>Brings them past others.</summary>
    public OperationTransform<TOperation, TStep> Past(ReadOnlySpan<TOperation> others)
    {
        var steps = new List<TStep>(1);
        foreach (var operation in others)
        {
            steps.Clear();
            TStep.Read(operation, steps);
            foreach (var step in steps)
                _ = Past(step, isWanted: false);
        }
        return this;
    }

    /// <summary>
    /// Brings them past others, and gives what the others become: either ones and then what the others became lead to the same state.
    /// </summary>
    public Transformed<TOperation> Cross(ReadOnlySpan<TOperation> others)
    {
        var crossing = new OperationTransform<TOperation, TStep>(others, !_areFirst);
        foreach (ref var step in CollectionsMarshal.AsSpan(crossing._steps))
            step = Past(step, isWanted: true);
        return crossing.Result;
    }

    /// <summary>Brings them past one step; gives what that is after them, if it is wanted.</summary>
    private TStep Past(TStep other, bool isWanted)
    {
        var steps = CollectionsMarshal.AsSpan(_steps);
        for (var i = 0; i < steps.Length; i++)
        {
            var before = steps[i];
            steps[i] = before.Over(other, _areFirst);
            if (isWanted || i + 1 < steps.Length)
                other = other.Over(before, !_areFirst);
        }
        return other;
    }
}
