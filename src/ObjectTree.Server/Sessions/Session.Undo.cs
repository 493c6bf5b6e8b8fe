using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;

namespace ObjectTree.Server.Sessions;

// What the client wants to know of what it may undo. The receiving loop takes its wishes; it is told the newest state of each object.
internal sealed partial class Session
{
    private const double WatchesPerSecond = 100;
    private const double WatchBurst = 4 * WatchMessage.Most; // a page that is built anew takes back all, and wants all again

    private readonly Lock _tellingGate = new();
    private Dictionary<long, PrivateMessage>? _untold; // by object; guarded by _tellingGate, null: nobody tells
    private HashSet<long>? _watched; // the receiving loop alone, as the next two; made when first needed
    private UndoWatcher? _watcher;
    private RateLimit? _watches;

    private async ValueTask WatchAsync(WatchMessage watch)
    {
        _watches ??= new RateLimit(WatchesPerSecond, WatchBurst, _host.Time);
        if (!_watches.TryTake(out var wait))
        {
            EndForAWhile(wait);
            return;
        }
        _watched ??= [];
        if (watch.IsOn && !_watched.Contains(watch.Object) && _watched.Count == WatchMessage.Most)
            throw new ProtocolException(CloseCode.Malformed, $"more than {WatchMessage.Most} objects to watch");
        if (watch.IsOn)
            _watched.Add(watch.Object);
        else if (!_watched.Remove(watch.Object))
            return;
        _watcher ??= new UndoWatcher(Caller!, Tell);
        await _feed!.WatchAsync(_watcher, watch.Object, watch.IsOn).ConfigureAwait(false);
        if (watch.IsOn)
            return;
        lock (_tellingGate) // who watches one object after the other and reads slowly would have all of them kept
            _untold?.Remove(watch.Object);
    }

    /// <summary>Under the tree's lock.</summary>
    private void Tell(long objectId, bool canUndo, bool canRedo, long index)
    {
        lock (_tellingGate)
        {
            var isTelling = _untold is not null;
            (_untold ??= [])[objectId] = new PrivateMessage(new UndoStateMessage(objectId, canUndo, canRedo, 0), index);
            if (isTelling)
                return;
        }
        _ = GuardAsync(TellAsync);
    }

    private async Task TellAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            PrivateMessage next;
            lock (_tellingGate)
            {
                if (_untold!.Count == 0)
                {
                    _untold = null;
                    return;
                }
                (var id, next) = _untold.First();
                _untold.Remove(id);
            }
            await _outbox.PutAsync(next).ConfigureAwait(false);
        }
    }
}
