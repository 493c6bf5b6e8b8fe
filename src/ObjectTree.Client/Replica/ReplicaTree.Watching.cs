using ObjectTree.Client.Replica;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client;

// What this client wants to know of what it may undo.
public sealed partial class ReplicaTree
{
    private readonly HashSet<ReplicaObject> _watched = []; // guarded by Lock, as the next
    private Func<Message, string?>? _say; // null: there is no connection

    /// <summary>Asks the server for what may be undone of an object, or no longer. Under the lock.</summary>
    /// <exception cref="OperationRejectedException">LIMIT.</exception>
    internal void Watch(ReplicaObject target, bool isOn)
    {
        if (!isOn)
        {
            Forget(target);
            return;
        }
        if (target.IsDestroyed)
        {
            target.Undo.CanUndo.Forget();
            target.Undo.CanRedo.Forget();
            throw new InvalidOperationException($"{target} is gone and has no history.");
        }
        if (_watched.Count == WatchMessage.Most)
        {
            target.Undo.CanUndo.Forget();
            target.Undo.CanRedo.Forget();
            throw new OperationRejectedException(RejectionCodes.Limit, $"A client watches {WatchMessage.Most} objects at most.");
        }
        _watched.Add(target);
        AskForKnown(target);
    }

    /// <summary>Asks the server for an object that is watched, unless that does not know it yet: this client has created it.</summary>
    internal void AskForKnown(ReplicaObject target)
    {
        if (target.Id > 0 && _watched.Contains(target))
            _say?.Invoke(new WatchMessage(target.Id, true));
    }

    /// <summary>Takes what the server says; an object that is not watched any more is told nothing.</summary>
    internal void Take(UndoStateMessage state) => UnderLock(() =>
    {
        if (!_content.Objects.TryGetValue(state.Object, out var target) || !_watched.Contains(target))
            return;
        foreach (var tell in new[] { target.Undo.CanUndo.Become(state.CanUndo), target.Undo.CanRedo.Become(state.CanRedo) })
        {
            if (tell is not null)
                _steps.Add(new NoticeStep(tell));
        }
    });

    internal void Forget(ReplicaObject target)
    {
        if (_watched.Remove(target) && target.Id > 0)
            _say?.Invoke(new WatchMessage(target.Id, false));
    }

    private void ForgetGone(ReplicaObject target)
    {
        if (target.IsWatched)
            Read(target.Undo.End);
    }
}
