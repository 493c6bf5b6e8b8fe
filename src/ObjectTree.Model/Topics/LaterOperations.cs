using System.Collections.Immutable;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Topics;

/// <summary>
/// What was applied to a topic after one of its operations, oldest first, what other undos applied included. Only kinds whose operations have places look at it. Immutable.
/// </summary>
public sealed class LaterOperations
{
    private readonly IReadOnlyList<AppliedOperation> _applied;
    private TopicOperation[]? _rest; // set once, at once; null: to be found in what was applied

    /// <summary>Takes what was applied.</summary>
    public LaterOperations(IReadOnlyList<AppliedOperation> applied) => _applied = applied;

    /// <summary>Nothing came later.</summary>
    public static LaterOperations None { get; } = new([]);

    /// <summary>What is left when all pairs that cancel are left out.</summary>
    internal static LaterOperations Reduced<TOperation>(ImmutableArray<TOperation> rest)
        where TOperation : TopicOperation => rest.IsEmpty ? None : new([]) { _rest = [.. rest] };

    /// <inheritdoc cref="Reduction{TOperation, TStep}.Of"/>
    internal TOperation[]? Reduce<TOperation, TStep>()
        where TOperation : TopicOperation
        where TStep : struct, ITransformStep<TOperation, TStep> =>
        _rest is null ? Reduction<TOperation, TStep>.Of(_applied) : Array.ConvertAll(_rest, static one => (TOperation)one);
}
