using ObjectTree.Calls;
using ObjectTree.Model.Values;
using ObjectTree.Server.Calls;

namespace ObjectTree.Server.Feeds;

// What clients call.
internal sealed partial class TreeFeed
{
    public long Version => tree.Version;

    public async ValueTask<CallStart> CallAsync(CallRequest request)
    {
        if (request.Message.ArgumentsError is { } error)
            return new CallStart(FeedAnswer.Refused(Rejection.For(RejectionCodes.Validation, error)));
        IClientAccess? allowed = access.Rules;
        if (access.Rules.Asks)
        {
            (allowed, var rejection) = await AskAsync(request.Caller, () => NeedsOf(request.Message)).ConfigureAwait(false);
            if (rejection is not null)
                return new CallStart(FeedAnswer.Refused(rejection));
        }
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return new CallStart(FeedAnswer.Refused(Rejection.Busy("The tree is busy.")));
        CallTime? limit = null;
        try
        {
            return tree.Read(() => Begin(request, allowed, out limit));
        }
        catch (Exception exception)
        {
            return new CallStart(request.Refuse(exception, logger));
        }
        finally
        {
            _door.Leave();
            limit?.Dispose(); // outside: it waits for what is registered for its token, which may want the tree
        }
    }

    public async ValueTask<long> FindIndexAsync(long since)
    {
        var index = 0L;
        await InsideAsync(() => index = NewestIndex + FramesToCome(since)).ConfigureAwait(false);
        return index;
    }

    private CallStart Begin(CallRequest request, IClientAccess? allowed, out CallTime? limit)
    {
        limit = null;
        if (request.Client.IsGone)
            return new CallStart(FeedAnswer.None);
        var message = request.Message;
        var call = ClientCalls.Prepare(tree, request.Caller, message.Object, message.Method, message.Arguments, allowed);
        if (call.IsAsync)
        {
            return new CallStart(
                null, cancellation => request.AnswerAsync(this, () => RunAsync(call, cancellation), logger, cancellation));
        }
        limit = call.TakesToken ? new CallTime(request.Limit, time, logger, null, request.Ended) : null;
        _door.Running = message;
        try
        {
            var before = tree.Version;
            var result = call.Invoke(limit?.Token ?? CancellationToken.None);
            return new CallStart(FeedAnswer.Ok(result, NewestIndex + FramesToCome(before)));
        }
        finally
        {
            _door.Running = null;
        }
    }

    private async Task<Value> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var result = await call.InvokeAsync(cancellation).ConfigureAwait(false);
        var value = Value.Null;
        await InsideAsync(() => value = result()).ConfigureAwait(false);
        return value;
    }
}
