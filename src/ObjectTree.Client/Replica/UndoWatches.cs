using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Replica;

/// <summary>Of which objects this client wants to know what it may undo. Guarded by the replica's lock.</summary>
/// <param name="tree">The replica.</param>
internal sealed class UndoWatches(ReplicaTree tree)
{
    private const int MostEarly = 2; // of one object: the first and the last

    private readonly HashSet<ReplicaObject> _watched = [];
    private readonly List<(ReplicaObject Target, UndoStateMessage State)> _early = []; // whose frames have not come; of those watched
    private Func<Message, string?>? _say; // null: there is no connection

    public void Connect(Func<Message, string?> say) => _say = say;

    public void Disconnect()
    {
        _say = null;
        _early.Clear();
    }

    /// <summary>Asks the server for what may be undone of an object.</summary>
    /// <exception cref="InvalidOperationException">The object is gone.</exception>
    /// <exception cref="OperationRejectedException">LIMIT.</exception>
    public void Add(ReplicaObject target)
    {
        if (target.IsDestroyed)
            throw new InvalidOperationException($"{target} is gone and has no history.");
        if (_watched.Count == WatchMessage.Most)
            throw new OperationRejectedException(RejectionCodes.Limit, $"A client watches {WatchMessage.Most} objects at most.");
        _watched.Add(target);
        AskForKnown(target);
    }

    /// <summary>Asks the server no longer.</summary>
    public void Remove(ReplicaObject target)
    {
        _early.RemoveAll(one => one.Target == target);
        if (_watched.Remove(target) && target.Id > 0)
            _say?.Invoke(new WatchMessage(target.Id, false));
    }

    /// <summary>Asks the server for an object that is watched, unless that does not know it yet: this client has created it.</summary>
    public void AskForKnown(ReplicaObject target)
    {
        if (target.Id > 0 && _watched.Contains(target))
            _say?.Invoke(new WatchMessage(target.Id, true));
    }

    /// <summary>
    /// Takes what the server says; an object that is not watched any more is told nothing. Of what is said of an object before its frames
    /// have come, the first and the last are kept: the others need not be told, and a server may name frames that never come.
    /// </summary>
    public void Take(UndoStateMessage state, long applied)
    {
        if (!tree.Content.Objects.TryGetValue(state.Object, out var target) || !_watched.Contains(target))
            return;
        if (state.Position <= applied)
        {
            Tell(target, state);
            return;
        }
        if (_early.Count(one => one.Target == target) == MostEarly)
            _early.RemoveAt(_early.FindLastIndex(one => one.Target == target));
        _early.Add((target, state));
    }

    /// <summary>So many frames are applied since the last snapshot.</summary>
    public void Applied(long applied)
    {
        for (var i = 0; i < _early.Count;)
        {
            var (target, state) = _early[i];
            if (state.Position > applied)
            {
                i++;
                continue;
            }
            _early.RemoveAt(i);
            Tell(target, state);
        }
    }

    private void Tell(ReplicaObject target, UndoStateMessage state)
    {
        foreach (var tell in new[] { target.Undo.CanUndo.Become(state.CanUndo), target.Undo.CanRedo.Become(state.CanRedo) })
        {
            if (tell is not null)
                tree.Steps.Add(new NoticeStep(tell));
        }
    }
}
