using ObjectTree.Calls;
using ObjectTree.Server.Access;

namespace ObjectTree.Server.Feeds;

// Code of the application that acts under a user's rights.
internal sealed partial class TreeFeed
{
    private const int MostRuns = 256; // each finds another policy to ask

    public async Task<T> ActAsAsync<T>(Caller caller, Func<T> change)
    {
        ClientActing.ThrowIfInside(tree);
        var allowed = new ActingAccess(access.Rules);
        for (var run = 0; run < MostRuns; run++)
        {
            T result = default!;
            try
            {
                await InsideAsync(() => result = Act(caller, allowed, change)).ConfigureAwait(false);
                return result;
            }
            catch (Exception) when (allowed.Wanted is not null)
            {
                await AskAsync(caller, allowed).ConfigureAwait(false);
            }
        }
        throw new OperationRejectedException(RejectionCodes.Limit, $"More than {MostRuns} policies would have to be asked.");
    }

    private T Act<T>(Caller caller, ActingAccess allowed, Func<T> change) =>
        ClientActing.Record(tree, caller, allowed, options.ClientUndo, () =>
        {
            var result = change();
            return allowed.Wanted is null ? result : throw new UnansweredPolicyException();
        });

    private async Task AskAsync(Caller caller, ActingAccess allowed)
    {
        try
        {
            _ = await _callbacks.AskAsync(_ => allowed.AskAsync(caller)).ConfigureAwait(false);
        }
        catch (TooLateException)
        {
            LogCallbackLate(Authorization, Printable.Of(caller.User), CallbackLimit.Patience.TotalSeconds);
            throw new OperationRejectedException(RejectionCodes.Busy, $"{Authorization} does not answer in time.");
        }
    }
}
