namespace ObjectTree.Model.Topics;

/// <summary>Who is told of one thing. Any thread may add and remove while others are told.</summary>
internal sealed class ObserverList<TChange>
{
    private Action<TChange>[] _observers = []; // copy on write

    public bool IsEmpty => _observers.Length == 0;

    public IDisposable Add(Action<TChange> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var added = new Action<TChange>(observer.Invoke); // its own identity, so that the same delegate may observe twice
        Change(observers => [.. observers, added]);
        return new Subscription(() => Change(observers => [.. observers.Where(one => one != added)]));
    }

    /// <summary>Starts <paramref name="observer"/> on the thread pool; what its task throws goes to the host.</summary>
    public IDisposable Add(Func<TChange, Task> observer, Func<ITopicHost?> host)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Add(change => _ = Task.Run(async () =>
        {
            try
            {
                await observer(change).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                host()?.ObserverFailed(null, exception);
            }
        }));
    }

    public void Tell(TChange change, TopicOperation? operation, ITopicHost? host)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer(change);
            }
            catch (Exception exception)
            {
                host?.ObserverFailed(operation, exception);
            }
        }
    }

    private void Change(Func<Action<TChange>[], Action<TChange>[]> change)
    {
        Action<TChange>[] before;
        do
            before = Volatile.Read(ref _observers);
        while (Interlocked.CompareExchange(ref _observers, change(before), before) != before);
    }
}
