using ObjectTree.Client.Replica.Actions;

namespace ObjectTree.Client;

/// <summary>
/// Changes that only this client sees until it commits them: on top of all that is sent, and of what the server says meanwhile. It outlives
/// a lost connection, as far as it fits what is there then; when the server has begun another tree meanwhile, as after it was started anew,
/// it has ended. Made by <see cref="ReplicaTree.Draft"/>. Thread-safe.
/// </summary>
public sealed class Draft
{
    private readonly ReplicaDrafts _drafts;

    internal Draft(ReplicaDrafts drafts, PendingAction action) => (_drafts, Action) = (drafts, action);

    /// <summary>Whether it is neither committed nor discarded, and the tree is still the one that it was made on.</summary>
    public bool IsOpen => _drafts.IsOpen(this);

    internal PendingAction Action { get; }

    /// <summary>
    /// Adds to the draft all that <paramref name="change"/> writes, creates, moves and destroys. When it throws, nothing has changed.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The draft is committed or discarded, the tree is another one, an object is gone or in another draft, or this is inside another draft
    /// or action.
    /// </exception>
    /// <exception cref="OperationRejectedException">
    /// FORBIDDEN: an attribute is closed to clients. VALIDATION: what its class says of it is broken. CYCLE: an object would come below
    /// itself.
    /// </exception>
    public void Update(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _drafts.Update(this, change);
    }

    /// <summary>
    /// Takes the draft back. Done at once, also without a connection; a second time, or after the commit, it does nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">This is inside a draft or action that is being written.</exception>
    public void Discard() => _drafts.Discard(this);

    /// <summary>Asks the server for all of the draft, as one action. Refused, it is taken back as a whole.</summary>
    /// <returns>Completes when the server has made it and it is in the tree, on a thread of the pool.</returns>
    /// <exception cref="OperationRejectedException">The server refuses, or this side already: its code says why.</exception>
    /// <exception cref="ConnectionException">
    /// There is no connection, and the draft stays; or it ended before the answer: whether the change is made is not known then.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The draft is committed or discarded, or the tree is another one; or the server has a type no more: then the draft stays.
    /// </exception>
    public Task CommitAsync() => _drafts.Commit(this);
}
