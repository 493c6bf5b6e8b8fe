using Microsoft.Extensions.Logging;
using ObjectTree.Calls;

namespace ObjectTree.Server.Feeds;

// What clients may undo, for those that want to know. Looked at after transitions, once for all that were made until then.
internal sealed partial class TreeFeed
{
    private readonly List<UndoWatcher> _watchers = []; // those that watch something
    private bool _isLooking; // a look is on its way

    public Task WatchAsync(UndoWatcher watcher, long objectId, bool isOn) => InsideAsync(() =>
    {
        if (!isOn)
        {
            watcher.Remove(objectId);
            if (watcher.IsEmpty)
                Forget(watcher);
            return;
        }
        watcher.Add(objectId);
        if (!_watchers.Contains(watcher))
            _watchers.Add(watcher);
        if (_watchers.Count == 1)
            tree.Committed += NoteUndo;
        Look(watcher);
    });

    public Task ForgetAsync(UndoWatcher watcher) => InsideAsync(() => Forget(watcher));

    private void Forget(UndoWatcher watcher)
    {
        if (_watchers.Remove(watcher) && _watchers.Count == 0)
            tree.Committed -= NoteUndo;
    }

    private void NoteUndo(Transition transition) => LookSoon();

    private void LookSoon()
    {
        if (_isLooking || _watchers.Count == 0)
            return;
        _isLooking = true;
        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the transition is not over yet
        await InsideAsync(() =>
        {
            _isLooking = false;
            foreach (var watcher in _watchers)
                Look(watcher);
        }).ConfigureAwait(false);
    }

    private void Look(UndoWatcher watcher) => watcher.Look(
        id => (Can(watcher.Caller, id, isRedo: false), Can(watcher.Caller, id, isRedo: true)),
        () => NewestIndex + FramesToCome(Everything));

    private bool Can(Caller caller, long objectId, bool isRedo)
    {
        try
        {
            return ClientUndos.Can(tree, caller, objectId, isRedo, access.Rules, options.ClientUndo);
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
