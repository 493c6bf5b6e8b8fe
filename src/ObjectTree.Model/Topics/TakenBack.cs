using System.Collections.Immutable;

namespace ObjectTree.Model.Topics;

/// <summary>How an operation is taken back.</summary>
/// <param name="Operations">What to apply, in order; empty when nothing is left to take back.</param>
/// <param name="Conflict">Why it cannot be, in words; null when it can.</param>
public readonly record struct TakenBack(ImmutableArray<TopicOperation> Operations, string? Conflict)
{
    /// <summary>
    /// What came later, as it is without the operation, so that the one before can be taken back next; null: it has to be found anew.
    /// </summary>
    public LaterOperations? Later { get; init; }

    /// <summary>The operations that take it back.</summary>
    public static TakenBack By(params ImmutableArray<TopicOperation> operations) => new(operations, null);

    /// <summary>It cannot be taken back without overwriting what came after.</summary>
    public static TakenBack Not(string conflict) => new([], conflict);
}
