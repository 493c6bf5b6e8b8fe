using ObjectTree.Client.Replica;

namespace ObjectTree.Client;

/// <summary>
/// Whether this client may undo, or redo, something in the history of an object. The server says so, in order with what changes the
/// tree, while somebody observes it. Any thread.
/// </summary>
public sealed class UndoFlag
{
    private readonly UndoWatch _watch;
    private readonly ReplicaObject _target;
    private readonly List<Action<bool>> _observers = []; // guarded by the replica's lock
    private volatile bool _value;

    internal UndoFlag(UndoWatch watch, ReplicaObject target) => (_watch, _target) = (watch, target);

    /// <summary>
    /// Whether there is something: what the server said last; false before it has said so. What others did since may be in the way all the
    /// same.
    /// </summary>
    public bool Value => _value;

    internal bool IsObserved => _observers.Count > 0;

    /// <summary>
    /// Has the server asked, and calls an observer whenever <see cref="Value"/> has changed, as observers of attributes are called.
    /// </summary>
    /// <returns>Ends it; nobody is told any more then. It ends with the object, too, and does not begin again if that comes back.</returns>
    /// <exception cref="OperationRejectedException">LIMIT: a client watches 100 objects at most.</exception>
    /// <exception cref="InvalidOperationException">The object is gone.</exception>
    public IDisposable Observe(Action<bool> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        Action<bool> own = value => observer(value); // the same observer may come twice
        _target.Tree.Read(() => _watch.Change(() => _observers.Add(own)));
        return new Observation(() => _target.Tree.Read(() => _watch.Change(() => _observers.Remove(own))));
    }

    /// <summary>Takes what the server says; gives how to tell it, or null.</summary>
    internal Action? Become(bool value)
    {
        if (_value == value)
            return null;
        _value = value;
        Action<bool>? observers = null;
        foreach (var observer in _observers)
            observers += observer;
        return () => _target.Tree.Raise(observers, value, _target);
    }

    internal void Forget() => _observers.Clear();

    private sealed class Observation(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
