using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Server.Access;

namespace ObjectTree.Server.Feeds;

// Who comes and goes.
internal sealed partial class TreeFeed
{
    public async ValueTask<bool> AdmitAsync(Caller caller) => access.CanJoin is not { } canJoin
        || await _callbacks.AskAsync(_ => canJoin(caller)).ConfigureAwait(false);

    public ValueTask JoinedAsync(Func<ClientSession> session) => TellAsync(access.Joined, session, "OnJoined");

    public ValueTask LeftAsync(Func<ClientSession> session) => TellAsync(access.Left, session, "OnLeft");

    private async ValueTask TellAsync(ImmutableArray<Func<ClientSession, Task>> functions, Func<ClientSession> session, string name)
    {
        foreach (var function in functions)
        {
            try
            {
                await _callbacks.RunAsync(_ => RunAsync(function, session())).ConfigureAwait(false);
            }
            catch (TooLateException)
            {
                LogCallbackLate(name, Printable.Of(session().User), CallbackLimit.Patience.TotalSeconds);
            }
            catch (Exception exception)
            {
                LogCallbackFailed(name, Printable.Of(session().User), exception);
            }
        }
    }

    private static async ValueTask<bool> RunAsync(Func<ClientSession, Task> function, ClientSession session)
    {
        await function(session).ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(26, LogLevel.Error, "{Callback} threw for {User}; the session goes its way.")]
    private partial void LogCallbackFailed(string callback, string user, Exception exception);

    [LoggerMessage(27, LogLevel.Warning, "{Callback} still runs for {User} after {Seconds} s; the session goes its way.")]
    private partial void LogCallbackLate(string callback, string user, double seconds);
}
