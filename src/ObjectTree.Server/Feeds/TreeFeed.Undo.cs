using Microsoft.Extensions.Logging;
using ObjectTree.Calls;

namespace ObjectTree.Server.Feeds;

// What clients may undo, for those that want to know. Where a history has changed it is looked at after the transition, once for all
// transitions until then. Policies may look at anything, so those that count are asked again once in a while, when the tree has changed.
internal sealed partial class TreeFeed
{
    private const int LooksAtOnce = 100; // for so many watchers, or all of one object; then others get in between

    private static readonly TimeSpan PolicyPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, WatchedHistory> _watched = []; // by object
    private readonly Queue<(long ObjectId, WatchedHistory History)> _due = []; // to be looked at; nobody may watch it any more
    private bool _isLooking; // a look is on its way
    private bool _asksPolicies; // some history does
    private bool _isPausing; // policies are going to be asked again

    public Task WatchAsync(UndoWatcher watcher, long objectId, bool isOn) => InsideAsync(() =>
    {
        if (!isOn)
        {
            Forget(watcher, objectId);
            return;
        }
        if (_watched.Count == 0)
        {
            ClientUndos.Watch(tree, NoteHistory);
            tree.Committed += NotePolicies;
        }
        if (!_watched.TryGetValue(objectId, out var history))
            _watched.Add(objectId, history = new WatchedHistory());
        history.Watchers.Add(watcher);
        watcher.Add(objectId);
        Look(objectId, history, [watcher]);
    });

    public Task ForgetAsync(UndoWatcher watcher) => InsideAsync(() =>
    {
        foreach (var id in watcher.Objects.ToArray())
            Forget(watcher, id);
    });

    private void Forget(UndoWatcher watcher, long objectId)
    {
        watcher.Remove(objectId);
        if (!_watched.TryGetValue(objectId, out var history) || !history.Watchers.Remove(watcher) || history.Watchers.Count > 0)
            return;
        _watched.Remove(objectId);
        if (_watched.Count > 0)
            return;
        ClientUndos.Unwatch(tree, NoteHistory);
        tree.Committed -= NotePolicies;
    }

    private void NoteHistory(long objectId)
    {
        if (_watched.TryGetValue(objectId, out var history))
            LookSoon(objectId, history);
    }

    private void NotePolicies(Transition transition)
    {
        if (_isPausing || !_asksPolicies)
            return;
        _isPausing = true;
        _ = AskAgainAsync();
    }

    private async Task AskAgainAsync()
    {
        await Task.Delay(PolicyPause, time).ConfigureAwait(false);
        await InsideAsync(() =>
        {
            (_isPausing, _asksPolicies) = (false, false);
            foreach (var (id, history) in _watched.Where(one => one.Value.AsksPolicies))
                LookSoon(id, history);
        }).ConfigureAwait(false);
    }

    private void LookSoon(long objectId, WatchedHistory history)
    {
        if (history.IsDue)
            return;
        history.IsDue = true;
        _due.Enqueue((objectId, history));
        if (_isLooking)
            return;
        _isLooking = true;
        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the transition is not over yet
        for (var isOver = false; !isOver;) // others get in between
            await InsideAsync(() => isOver = LookAtSome()).ConfigureAwait(false);
    }

    /// <summary>False: there are more.</summary>
    private bool LookAtSome()
    {
        for (var looks = 0; looks < LooksAtOnce && _due.TryDequeue(out var due); looks += due.History.Watchers.Count)
        {
            (due.History.IsDue, due.History.AsksPolicies) = (false, false);
            Look(due.ObjectId, due.History, due.History.Watchers);
        }
        _isLooking = _due.Count > 0;
        return !_isLooking;
    }

    private void Look(long objectId, WatchedHistory history, IEnumerable<UndoWatcher> watchers)
    {
        var look = new UndoLook(tree, objectId, access.Rules, options.ClientUndo);
        long? index = null;
        foreach (var watcher in watchers)
        {
            var now = (Can(look, watcher.Caller, isRedo: false), Can(look, watcher.Caller, isRedo: true));
            watcher.Tell(objectId, now, () => index ??= NewestIndex + FramesToCome(Everything));
        }
        history.AsksPolicies |= look.AsksPolicies;
        _asksPolicies |= look.AsksPolicies;
    }

    private bool Can(UndoLook look, Caller caller, bool isRedo)
    {
        try
        {
            return look.Can(caller, isRedo);
        }
        catch (Exception exception)
        {
            LogLookFailed(Printable.Of(caller.User), exception);
            return false;
        }
    }

    [LoggerMessage(61, LogLevel.Error, "A policy failed when it was asked what {User} may undo; it is told that it may not.")]
    private partial void LogLookFailed(string user, Exception exception);
}
