namespace ObjectTree.Server.Feeds;

/// <summary>
/// Visits the readers of a log, one after the other, when the log has grown: each sends all between its place and the end. It takes a
/// thread of the pool while there is something to do and none else; what is committed during a turn goes out with the next, so that frames
/// gather by themselves when there are many.
/// </summary>
internal sealed class SendLoop : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Woken = 2;

    private const int Group = 16; // enough readers to have many reads under way, few enough for their memory to stay in a near cache

    private readonly List<FeedReader> _readers = []; // guarded by the tree's lock
    private IFeedListener?[] _listeners = new IFeedListener?[Group]; // theirs, at the same places; the loop reads it without a lock
    private int _state;

    public int Count => _readers.Count;

    public void Add(FeedReader reader)
    {
        reader.Place = _readers.Count;
        _readers.Add(reader);
        if (reader.Place == _listeners.Length)
        {
            var listeners = new IFeedListener?[2 * _listeners.Length];
            _listeners.CopyTo(listeners, 0);
            Volatile.Write(ref _listeners, listeners);
        }
        Volatile.Write(ref _listeners[reader.Place], reader.Listener);
    }

    /// <summary>False: it is not here.</summary>
    public bool Remove(FeedReader reader)
    {
        if (reader.Place >= _readers.Count || _readers[reader.Place] != reader)
            return false;
        var last = _readers[^1];
        (_readers[reader.Place], last.Place) = (last, reader.Place);
        _readers.RemoveAt(_readers.Count - 1);
        // In this order: a turn that has passed the new place of the last one and no longer finds it at the old has another turn behind it.
        Volatile.Write(ref _listeners[last.Place], last.Listener);
        Interlocked.CompareExchange(ref _state, Woken, Running);
        Volatile.Write(ref _listeners[_readers.Count], null);
        return true;
    }

    /// <summary>Makes every reader begin again with a snapshot.</summary>
    public void Break()
    {
        foreach (var reader in _readers)
            reader.Break();
        Wake();
    }

    /// <summary>Has all readers visited. Any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, Woken) == Idle)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _state, Running); // before anybody is looked for
        var isMore = false;
        var rest = Volatile.Read(ref _listeners).AsSpan();
        while (!rest.IsEmpty && rest[0] is not null)
        {
            var group = rest[..Math.Min(Group, rest.Length)];
            rest = rest[group.Length..];
            foreach (var listener in group)
                listener?.Prefetch();
            foreach (var listener in group)
                isMore |= listener?.Visit() == true;
        }
        if (isMore || Interlocked.CompareExchange(ref _state, Idle, Running) != Running)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // not at once: others want the thread too
    }
}
