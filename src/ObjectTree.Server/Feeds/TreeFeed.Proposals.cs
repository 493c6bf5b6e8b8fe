using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Server.Feeds;

// What the application's function makes of what clients propose, which may wait and so runs before the lock is taken for good.
internal sealed partial class TreeFeed
{
    /// <summary>Has the function decide. Never throws for what it does wrong.</summary>
    /// <returns>Either is null.</returns>
    /// <exception cref="ProtocolException">The action cannot be.</exception>
    private async ValueTask<(ImmutableArray<Operation>? Operations, Rejection? Rejection)> DecideAsync(
        ActionRequest request, Func<ActionProposal, ValueTask> decide)
    {
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return (null, Rejection.Busy("The tree is busy."));
        ImmutableArray<Operation> operations;
        try
        {
            operations = tree.Read(() =>
            {
                CheckBase(request);
                return ReadOperations(request);
            });
        }
        catch (OperationRejectedException rejected) // at once: read again later, it might pass unseen
        {
            return (null, Rejection.For(rejected.Code, rejected.Reason));
        }
        finally
        {
            _door.Leave();
        }
        return await RunCallbackAsync(
            "OnAction",
            request.Caller,
            Decide,
            exception => exception is OperationRejectedException rejected
                ? Rejection.For(rejected.Code, rejected.Reason)
                : Fail(request.Caller, exception)).ConfigureAwait(false);

        async ValueTask<ImmutableArray<Operation>?> Decide(CancellationToken cancellation)
        {
            var kind = request.Message is UndoMessage undo
                ? undo.IsRedo ? TransitionKind.Redo : TransitionKind.Undo
                : TransitionKind.Forward;
            var proposal = new ActionProposal(tree, request.Caller, kind, operations, cancellation);
            await decide(proposal).ConfigureAwait(false);
            return proposal.Operations;
        }
    }

    /// <exception cref="ProtocolException">The action cannot be.</exception>
    private void CheckBase(ActionRequest request)
    {
        if (request.BaseIndex > NewestIndex)
            throw new ProtocolException(CloseCode.BadSequence, "an action on a frame that is yet to come");
    }
}
