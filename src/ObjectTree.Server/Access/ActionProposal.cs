using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Server;

/// <summary>
/// What a client proposes to change, before anything of it is done. For the function that decides about it, which may replace the
/// operations until it ends; used by one thread at a time.
/// </summary>
public sealed class ActionProposal
{
    internal ActionProposal(Tree tree, Caller caller, ImmutableArray<TopicOperation> operations, CancellationToken cancellation) =>
        (Tree, Caller, Operations, Cancellation) = (tree, caller, operations, cancellation);

    /// <summary>The tree, in its present state; <c>Tree.Read</c> sees one moment. Others change it meanwhile.</summary>
    public Tree Tree { get; }

    /// <summary>Who proposes it.</summary>
    public Caller Caller { get; }

    /// <summary>
    /// What is to be done, in order, on the state that the client knew when it proposed it: edits of texts and lists are brought past what
    /// came since. Empty: nothing, and the client is told that it is made.
    /// </summary>
    /// <exception cref="ArgumentException">The value is no array.</exception>
    public ImmutableArray<TopicOperation> Operations
    {
        get;
        set => field = value.IsDefault ? throw new ArgumentException("An array is needed, be it empty.", nameof(value)) : value;
    }

    /// <summary>Cancelled after 5 s, when the action is refused with BUSY.</summary>
    public CancellationToken Cancellation { get; }
}
