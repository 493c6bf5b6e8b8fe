using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Calls;

/// <summary>
/// Brings the operations of one action past what its client did not know, in order, each past what is left of that after those before.
/// </summary>
public interface IActionRebase
{
    /// <summary>What an operation becomes.</summary>
    /// <exception cref="OperationRejectedException">STALE: what it would have to be brought past is not known any more.</exception>
    ImmutableArray<TopicOperation> Rebase(TopicOperation operation);

    /// <summary>Adds what a reaction to the action's operations so far has done.</summary>
    void Add(TopicOperation reaction);
}
