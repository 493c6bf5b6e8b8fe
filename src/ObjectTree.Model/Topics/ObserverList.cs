namespace ObjectTree.Model.Topics;

/// <summary>
/// Who is told of one thing. Any thread may add and remove while others are told; thousands come and go at no more than the cost of telling
/// them.
/// </summary>
internal sealed class ObserverList<TChange>
{
    // Guarded by this; made when first needed, since every object has a list; at most half of them have ended.
    private List<Observer>? _observers;
    private int _ended; // guarded by this
    private Observer[]? _now = []; // null: to be made anew. Written under the lock on this, read without

    public bool IsEmpty => Now.Length == 0;

    /// <summary>Those to be told of what happens now. Who comes later finds it done already.</summary>
    public Observer[] Now => Volatile.Read(ref _now) ?? Refresh();

    public IDisposable Add(Action<TChange> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Add((change, _) => observer(change));
    }

    /// <summary>Starts <paramref name="observer"/> on the thread pool; what its task throws goes to the host.</summary>
    public IDisposable Add(Func<TChange, Task> observer, Func<ITopicHost?> host)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Add((change, operation) => _ = Task.Run(async () =>
        {
            try
            {
                await observer(change).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                host()?.ObserverFailed(operation, exception);
            }
        }));
    }

    public static void Tell(Observer[] observers, TChange change, TopicOperation? operation, ITopicHost? host)
    {
        foreach (var observer in observers)
        {
            try
            {
                observer.Tell(change, operation);
            }
            catch (Exception exception)
            {
                host?.ObserverFailed(operation, exception);
            }
        }
    }

    private Observer Add(Action<TChange, TopicOperation?> tell)
    {
        var added = new Observer(this, tell);
        lock (this)
        {
            (_observers ??= []).Add(added);
            _now = null;
        }
        return added;
    }

    private void Remove()
    {
        lock (this)
        {
            if (++_ended * 2 > _observers!.Count)
            {
                _observers.RemoveAll(observer => observer.HasEnded);
                if (_observers.Count == 0)
                    _observers = null; // what thousands needed is not kept for nobody
                _ended = 0;
            }
            _now = null;
        }
    }

    private Observer[] Refresh()
    {
        lock (this)
            return _now ??= [.. (_observers ?? []).Where(observer => !observer.HasEnded)];
    }

    /// <summary>
    /// One observer, with an identity of its own: the same delegate may observe twice. Ends when disposed, even while others are told.
    /// </summary>
    internal sealed class Observer(ObserverList<TChange> list, Action<TChange, TopicOperation?> tell) : IDisposable
    {
        private Action<TChange, TopicOperation?>? _tell = tell; // null: ended, and what it held on to is free

        public bool HasEnded => Volatile.Read(ref _tell) is null;

        public void Tell(TChange change, TopicOperation? operation) => Volatile.Read(ref _tell)?.Invoke(change, operation);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _tell, null) is not null)
                list.Remove();
        }
    }
}
