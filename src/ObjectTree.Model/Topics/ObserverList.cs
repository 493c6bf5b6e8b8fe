namespace ObjectTree.Model.Topics;

/// <summary>Who is told of one thing. Any thread may add and remove while others are told.</summary>
internal sealed class ObserverList<TChange>
{
    private Observer[] _observers = []; // copy on write

    public bool IsEmpty => _observers.Length == 0;

    /// <summary>Those to be told of what happens now. Who comes later finds it done already.</summary>
    public Observer[] Now => Volatile.Read(ref _observers);

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
        Change(observers => [.. observers, added]);
        return added;
    }

    private void Change(Func<Observer[], Observer[]> change)
    {
        Observer[] before;
        do
            before = Volatile.Read(ref _observers);
        while (Interlocked.CompareExchange(ref _observers, change(before), before) != before);
    }

    /// <summary>
    /// One observer, with an identity of its own: the same delegate may observe twice. Ends when disposed, even while others are told.
    /// </summary>
    internal sealed class Observer(ObserverList<TChange> list, Action<TChange, TopicOperation?> tell) : IDisposable
    {
        private volatile bool _ended;

        public void Tell(TChange change, TopicOperation? operation)
        {
            if (!_ended)
                tell(change, operation);
        }

        public void Dispose()
        {
            _ended = true;
            list.Change(observers =>
            {
                var place = Array.IndexOf(observers, this); // thousands may observe one topic: copied in blocks
                return place < 0 ? observers : [.. observers.AsSpan(0, place), .. observers.AsSpan(place + 1)];
            });
        }
    }
}
