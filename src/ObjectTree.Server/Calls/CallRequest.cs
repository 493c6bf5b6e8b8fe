using Microsoft.Extensions.Logging;
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

    /// <summary>The answer to a call that failed outside of a tree.</summary>
    public FeedAnswer RefuseLater(Exception exception, ILogger logger, CancellationToken cancellation)
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
