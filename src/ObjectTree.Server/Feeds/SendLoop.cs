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

    private IFeedListener[] _listeners = []; // replaced under the tree's lock, read by the loop
    private int _state;

    public int Count => _listeners.Length;

    public void Add(IFeedListener listener) => Volatile.Write(ref _listeners, [.. _listeners, listener]);

    /// <summary>False: it is not here.</summary>
    public bool Remove(IFeedListener listener)
    {
        var index = Array.IndexOf(_listeners, listener);
        if (index < 0)
            return false;
        Volatile.Write(ref _listeners, [.. _listeners.AsSpan(0, index), .. _listeners.AsSpan(index + 1)]);
        return true;
    }

    /// <summary>Has all readers visited. Any thread; costs the same however many there are.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, Woken) == Idle)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _state, Running);
        var isMore = false;
        var rest = Volatile.Read(ref _listeners).AsSpan();
        while (!rest.IsEmpty)
        {
            var group = rest[..Math.Min(Group, rest.Length)];
            rest = rest[group.Length..];
            foreach (var listener in group)
                listener.Prefetch();
            foreach (var listener in group)
                isMore |= listener.Visit();
        }
        if (isMore || Interlocked.CompareExchange(ref _state, Idle, Running) != Running)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // not at once: others want the thread too
    }
}
