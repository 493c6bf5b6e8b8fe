using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Server.Feeds;

// What the application's authorization has to say, which may wait and so is asked before the lock is taken. Where no class names a policy
// of it, nothing here runs.
internal sealed partial class TreeFeed
{
    private const string Authorization = "The application's authorization";

    private ImmutableArray<(string Policy, SObject Target)> NeedsOf(CallMessage call) =>
        ClientPolicies.Of(tree, call.Object, call.Method) is { } need ? OfApplication([need]) : [];

    private ImmutableArray<(string Policy, SObject Target)> NeedsOf(
        ActionRequest request, ImmutableArray<Operation>? decided)
    {
        try
        {
            return OfApplication(ClientPolicies.Of(tree, decided ?? ReadOperations(request), request.Locals));
        }
        catch (OperationRejectedException)
        {
            return []; // who applies it says so
        }
    }

    private ImmutableArray<(string Policy, SObject Target)> OfApplication(ImmutableArray<(string Policy, SObject Target)> needs) =>
        needs.RemoveAll(need => !access.Rules.IsOfApplication(need.Policy));

    /// <summary>Finds out what a caller may do. Never throws for what the application does wrong.</summary>
    /// <returns>Either is null.</returns>
    private async ValueTask<(IClientAccess? Access, Rejection? Rejection)> AskAsync(
        Caller caller, Func<ImmutableArray<(string Policy, SObject Target)>> needsOf)
    {
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return (null, Rejection.Busy("The tree is busy."));
        ImmutableArray<(string Policy, SObject Target)> needs;
        try
        {
            needs = tree.Read(needsOf);
        }
        finally
        {
            _door.Leave();
        }
        if (needs.IsEmpty)
            return (access.Rules, null);
        return await RunCallbackAsync(
            Authorization, caller, _ => access.Rules.AskAsync(caller, needs), exception =>
            {
                var correlation = Correlation.New();
                LogPolicyFailed(Printable.Of(caller.User), correlation, exception);
                return Rejection.Failed(correlation, "The server failed.");
            }).ConfigureAwait(false);
    }

    /// <summary>Asks the application something for a caller, within the time that there is.</summary>
    /// <param name="name">What is asked, for the log.</param>
    /// <param name="caller">For whom.</param>
    /// <param name="callback">The application's.</param>
    /// <param name="reject">What becomes of what it throws.</param>
    /// <returns>Its answer, or why there is none.</returns>
    private async ValueTask<(T? Answer, Rejection? Rejection)> RunCallbackAsync<T>(
        string name, Caller caller, Func<CancellationToken, ValueTask<T>> callback, Func<Exception, Rejection> reject)
    {
        try
        {
            return (await _callbacks.AskAsync(callback).ConfigureAwait(false), null);
        }
        catch (TooLateException)
        {
            LogCallbackLate(name, Printable.Of(caller.User), CallbackLimit.Patience.TotalSeconds);
            return (default, Rejection.Busy("The server is busy."));
        }
        catch (Exception exception)
        {
            return (default, reject(exception));
        }
    }

    [LoggerMessage(28, LogLevel.Error, "The application's authorization failed for {User} ({Correlation}); nothing was done.")]
    private partial void LogPolicyFailed(string user, string correlation, Exception exception);
}
