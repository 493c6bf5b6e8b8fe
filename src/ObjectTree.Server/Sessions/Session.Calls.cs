using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Calls;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the client calls. The receiving loop begins one call after the other; one that takes time goes on beside it.
internal sealed partial class Session
{
    private readonly RateLimit _calls;
    private CancellationTokenSource? _ended; // made by the receiving loop for the first call, cancelled by whoever ends the session
    private int _running; // how many calls go on; any thread

    private CancellationToken Ended
    {
        get
        {
            if (_ended is { } there)
                return there.Token;
            var made = new CancellationTokenSource();
            Volatile.Write(ref _ended, made);
            Interlocked.MemoryBarrier(); // who ends the session now either sees it, or is seen here
            if (IsEnding)
                _ = Cancelling.CancelAsync(made, _host.Logger);
            return made.Token;
        }
    }

    private async ValueTask AnswerAsync(CallMessage call)
    {
        if (!_calls.TryTake(out var wait))
        {
            await AnswerAsync(call, FeedAnswer.Refused(Rejection.Busy("Too many calls.", wait))).ConfigureAwait(false);
            return;
        }
        var request = new CallRequest(this, Caller!, call, _host.Limits.CallTime, Ended);
        var start = call.Object == CallMessage.Server
            ? _host.Functions.Begin(request, _feed!)
            : await _feed!.CallAsync(request).ConfigureAwait(false);
        if (start.Work is not { } work)
            await AnswerAsync(call, start.Answer!).ConfigureAwait(false);
        else if (!start.RunsBeside)
            await RunAsync(request, work).ConfigureAwait(false);
        else if (Interlocked.Increment(ref _running) <= _host.Limits.RunningCalls)
            _ = GuardAsync(() => RunBesideAsync(request, work));
        else
        {
            Interlocked.Decrement(ref _running);
            await AnswerAsync(call, FeedAnswer.Refused(Rejection.Busy("Too many calls are running.")))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call that counts as running until it is done, though its time is over.</summary>
    private async Task RunBesideAsync(CallRequest request, Func<CancellationToken, Task<FeedAnswer>> work)
    {
        try
        {
            await RunAsync(request, work).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task RunAsync(CallRequest request, Func<CancellationToken, Task<FeedAnswer>> work)
    {
        using var time = new CallTime(
            request.Limit, _host.Time, _host.Logger, () => _ = GuardAsync(() => AnswerLateAsync(request)), request.Ended);
        var answer = await work(time.Token).ConfigureAwait(false);
        if (time.TryTake())
            await AnswerAsync(request.Message, answer).ConfigureAwait(false);
    }

    private Task AnswerLateAsync(CallRequest request)
    {
        CallLog.Late(_host.Logger, CallLog.NameOf(request.Message), Printable.Of(request.Caller.User), request.Limit.TotalSeconds);
        return AnswerAsync(request.Message, CallRequest.Late).AsTask();
    }

    private ValueTask AnswerAsync(CallMessage call, FeedAnswer answer)
    {
        if (answer.Code is { } code)
            _host.Meter.CallRejected(code);
        return _outbox.PutAsync(new PrivateMessage(
            new AnswerMessage(call.Call, answer.Code, answer.Value, 0, answer.Details), answer.Index));
    }
}
