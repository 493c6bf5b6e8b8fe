using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Topics;

/// <summary>
/// What was applied to a topic after one of its operations, oldest first, what other undos applied included. Only kinds whose operations
/// have places look at it. Immutable.
/// </summary>
public sealed class LaterOperations
{
    private readonly IReadOnlyList<AppliedOperation> _applied;
    // What is left when all pairs that cancel are left out; set once, at once; null: to be found in what was applied.
    private TopicOperation[]? _rest;

    /// <summary>Takes what was applied.</summary>
    public LaterOperations(IReadOnlyList<AppliedOperation> applied) => _applied = applied;

    /// <summary>Nothing came later.</summary>
    public static LaterOperations None { get; } = new([]);

    /// <summary>Brings what takes an operation back past all that came after the operation.</summary>
    /// <param name="inverse">What applying the operation gave. It counts as written at once after that, so before all that came
    /// later.</param>
    /// <param name="taken">What it became.</param>
    /// <param name="without">What came later, as it is without the operation.</param>
    /// <returns>False: something in it is of another kind, so that nothing can be said.</returns>
    internal bool TryPass<TOperation, TStep>(TOperation inverse, out Transformed<TOperation> taken, out LaterOperations without)
        where TOperation : TopicOperation
        where TStep : struct, ITransformStep<TOperation, TStep>
    {
        (taken, without) = (new Transformed<TOperation>([inverse], Contest.None, -1), None);
        var rest = _rest is null ? Reduction<TOperation, TStep>.Of(_applied) : Array.ConvertAll(_rest, static one => (TOperation)one);
        if (rest is null or [])
            return rest is not null;
        var inverses = new OperationTransform<TOperation, TStep>([inverse], areFirst: true);
        var others = inverses.Cross(rest);
        (taken, without) = (inverses.Result, others.Operations.IsEmpty ? None : new LaterOperations([]) { _rest = [.. others.Operations] });
        return true;
    }
}
