using Microsoft.Extensions.Logging;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Calls;

/// <summary>What a session asks for a client that calls.</summary>
/// <param name="Client">Whose call it is.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Message">What it calls, and with what.</param>
/// <param name="Limit">How long it may take.</param>
/// <param name="Ended">Cancelled when the session ends.</param>
internal readonly record struct CallRequest(
    IFeedClient Client, Caller Caller, CallMessage Message, TimeSpan Limit, CancellationToken Ended)
{
    /// <summary>The answer to a call that failed and has changed nothing.</summary>
    public FeedAnswer Refuse(Exception exception, ILogger logger)
    {
        if (exception is OperationRejectedException rejected)
            return FeedAnswer.Refused(Rejection.For(rejected.Code, rejected.Reason));
        var correlation = Correlation.New();
        CallLog.Failed(logger, CallLog.NameOf(Message), Printable.Of(Caller.User), correlation, exception);
        return Fault(correlation);
    }

    /// <summary>Makes a call outside of a tree. Whatever becomes of it, what it did until then is told before its answer.</summary>
    /// <param name="feed">What the caller reads.</param>
    /// <param name="call">Makes the call, and gives its result.</param>
    /// <param name="logger">Where to say that it failed.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    public async Task<FeedAnswer> AnswerAsync(
        IFeed feed, Func<Task<Value>> call, ILogger logger, CancellationToken cancellation)
    {
        var before = feed.Version;
        FeedAnswer answer;
        try
        {
            answer = FeedAnswer.Ok(await call().ConfigureAwait(false), 0);
        }
        catch (Exception exception)
        {
            answer = RefuseLater(exception, logger, cancellation);
        }
        return answer with { Index = await feed.FindIndexAsync(before).ConfigureAwait(false) };
    }

    private FeedAnswer RefuseLater(Exception exception, ILogger logger, CancellationToken cancellation)
    {
        if (exception is OperationRejectedException rejected)
            return FeedAnswer.Refused(Rejection.For(rejected.Code, rejected.Reason));
        if (exception is OperationCanceledException && cancellation.IsCancellationRequested)
            return Late; // nobody gets it
        var correlation = Correlation.New();
        CallLog.FailedLater(logger, CallLog.NameOf(Message), Printable.Of(Caller.User), correlation, exception);
        return Fault(correlation);
    }

    /// <summary>The answer to a call that takes too long.</summary>
    public static FeedAnswer Late => FeedAnswer.Refused(Rejection.Busy("The call takes too long."));

    private static FeedAnswer Fault(string correlation) =>
        FeedAnswer.Refused(Rejection.Failed(correlation, "The call failed on the server."));
}
