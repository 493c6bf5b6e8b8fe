using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Server;

/// <summary>
/// What a client proposes to change, before anything of it is done. For the function that decides about it, which may replace the
/// operations until it ends; used by one thread at a time.
/// </summary>
public sealed class ActionProposal
{
    private ImmutableArray<Operation> _operations;

    internal ActionProposal(
        Tree tree, Caller caller, TransitionKind kind, ImmutableArray<Operation> operations, CancellationToken cancellation)
    {
        (Tree, Caller, Kind, _operations, Cancellation) = (tree, caller, kind, operations, cancellation);
    }

    /// <summary>The tree, in its present state; <c>Tree.Read</c> sees one moment. Others change it meanwhile.</summary>
    public Tree Tree { get; }

    /// <summary>Who proposes it.</summary>
    public Caller Caller { get; }

    /// <summary>
    /// Whether the client proposes operations (<see cref="TransitionKind.Forward"/>), or that something is undone or redone: what that
    /// changes turns out only when it is done, so that there are no operations.
    /// </summary>
    public TransitionKind Kind { get; }

    /// <summary>
    /// What is to be done, in order, on the state that the client knew when it proposed it: edits of texts and lists are brought past what
    /// came since. Empty: nothing, and the client is told that it is made. Besides operations of attributes there may be
    /// <see cref="Model.Shape.NewOperation"/>, <see cref="Model.Shape.MoveOperation"/> and <see cref="Model.Shape.DestroyOperation"/>;
    /// objects that the client has created have negative ids in all of them.
    /// </summary>
    /// <exception cref="ArgumentException">The value is no array, or has an operation that no action may have.</exception>
    /// <exception cref="InvalidOperationException">Set for an undo or redo.</exception>
    public ImmutableArray<Operation> Operations
    {
        get => _operations;
        set
        {
            if (Kind != TransitionKind.Forward)
                throw new InvalidOperationException("An undo has no operations that could be replaced: let it pass, or refuse it.");
            if (!value.IsDefault && value.Any(one => one is not (TopicOperation or NewOperation or MoveOperation or DestroyOperation)))
                throw new ArgumentException("An operation is none that clients may propose.", nameof(value));
            _operations = value.IsDefault ? throw new ArgumentException("An array is needed, be it empty.", nameof(value)) : value;
        }
    }

    /// <summary>Cancelled after 5 s, when the action is refused with BUSY.</summary>
    public CancellationToken Cancellation { get; }
}
