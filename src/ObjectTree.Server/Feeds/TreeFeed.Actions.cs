using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Conflation;
using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Server.Feeds;

// What clients propose.
internal sealed partial class TreeFeed
{
    private const long MostShown = 16_384; // bytes of the present value that come with a rejection

    private readonly TreeSchema _schema = new(tree);
    private IActionAnswers? _acting; // whose action is being applied and has no answer yet
    private long _actsOn; // the version before it

    public async ValueTask ActAsync(ActionRequest request, IActionAnswers answers)
    {
        var (decided, allowed, rejection) = access.OnAction is null && !access.Rules.Asks
            ? (null, access.Rules, null)
            : await PrepareAsync(request).ConfigureAwait(false);
        if (rejection is not null)
        {
            answers.Reject(rejection);
            return;
        }
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
        {
            answers.Reject(Rejection.Busy("The tree is busy."));
            return;
        }
        try
        {
            tree.Read(() => Act(request, decided, allowed, answers));
        }
        finally
        {
            _door.Leave();
        }
    }

    /// <summary>All that may wait, before the lock is taken for good.</summary>
    private async ValueTask<(ImmutableArray<Operation>? Decided, IClientAccess? Allowed, Rejection? Rejection)> PrepareAsync(
        ActionRequest request)
    {
        ImmutableArray<Operation>? decided = null;
        Rejection? rejection = null;
        if (access.OnAction is { } decide)
            (decided, rejection) = await DecideAsync(request, decide).ConfigureAwait(false);
        IClientAccess? allowed = access.Rules;
        if (rejection is null && access.Rules.Asks)
            (allowed, rejection) = await AskAsync(request.Caller, () => NeedsOf(request, decided)).ConfigureAwait(false);
        return (decided, allowed, rejection);
    }

    /// <exception cref="ProtocolException">The action cannot be.</exception>
    private void Act(
        ActionRequest request, ImmutableArray<Operation>? decided, IClientAccess? allowed, IActionAnswers answers)
    {
        if (answers.IsGone)
            return;
        CheckBase(request);
        (_door.Running, _acting, _actsOn) = (request.Message, answers, tree.Version);
        _schema.Locals = request.Locals;
        TopicOperation? last = null;
        try
        {
            var toCome = request.Message is UndoMessage undo
                ? Undo(request.Caller, undo, allowed)
                : Apply(request, decided ?? ReadOperations(request), allowed, out last);
            Acknowledge(NewestIndex + toCome);
        }
        catch (OperationRejectedException rejected)
        {
            answers.Reject(Reject(rejected, last?.Address));
        }
        catch (Exception exception) when (exception is not ProtocolException)
        {
            var failure = Fail(request.Caller, exception);
            if (_acting is not null) // else it is made, and what failed came after
                answers.Reject(failure);
        }
        finally
        {
            request.Locals.End(isMade: _acting is null);
            (_door.Running, _acting, _schema.Locals) = (null, null, null);
        }
    }

    /// <summary>Gives how many more frames it takes until all is told.</summary>
    private int Apply(
        ActionRequest request, ImmutableArray<Operation> operations, IClientAccess? allowed, out TopicOperation? last)
    {
        ClientActions.Apply(
            tree, request.Caller, operations, allowed, (_window ?? TransformWindow.Unknown(tree)).Since(request.BaseIndex), request.Locals,
            out last);
        return _acting is null ? 0 : FramesToCome(operations);
    }

    /// <summary>Gives how many more frames it takes until all is told.</summary>
    private int Undo(Caller caller, UndoMessage undo, IClientAccess? allowed)
    {
        ClientUndos.Undo(tree, caller, undo.Object, undo.IsRedo, allowed, options.ClientUndo);
        return _acting is null ? 0 : FramesToCome(_actsOn);
    }

    /// <summary>What is proposed; none for an undo.</summary>
    /// <inheritdoc cref="ActionMessage.ReadOperations"/>
    private ImmutableArray<Operation> ReadOperations(ActionRequest request)
    {
        if (request.Message is not ActionMessage action)
            return [];
        var outer = _schema.Locals;
        _schema.Locals = request.Locals;
        try
        {
            return action.ReadOperations(_schema, request.Limits, request.MostOperations);
        }
        finally
        {
            _schema.Locals = outer;
        }
    }

    /// <summary>
    /// How many more frames it takes until all is told that an action did, or that made it come to nothing.
    /// </summary>
    private int FramesToCome(ImmutableArray<Operation> operations)
    {
        if (tree.Version != _actsOn)
            return FramesToCome(_actsOn);
        var mayWait = operations.Any(
            operation => operation is TopicOperation { Address: var address } && ConflatedTopics.WindowOf(tree, address) > 0);
        return mayWait ? FramesToCome(Everything) : _log?.Schedule.PromiseGathered() == true ? 1 : 0;
    }

    /// <summary>Answers the action that is being applied, before the frame that holds it is appended; once.</summary>
    private void Acknowledge(long index)
    {
        _acting?.Ack(index, _schema.Locals!.Staged);
        _acting = null;
    }

    /// <summary>What a client is told of a fault of the server, which is logged.</summary>
    private Rejection Fail(Caller caller, Exception exception)
    {
        var correlation = Correlation.New();
        LogActionFailed(Printable.Of(caller.User), correlation, exception);
        return Rejection.Failed(correlation, "The change failed on the server.");
    }

    private Rejection Reject(OperationRejectedException rejected, AttributeAddress? address)
    {
        var rejection = Rejection.For(rejected.Code, rejected.Reason);
        return address is { } at && ClientActions.Current(tree, at, MostShown) is { } value ? rejection.WithPresent(value) : rejection;
    }

    [LoggerMessage(24, LogLevel.Error, "An action of {User} failed ({Correlation}); the tree is unharmed.")]
    private partial void LogActionFailed(string user, string correlation, Exception exception);
}
