namespace ObjectTree.Web;

/// <summary>The handlers of one event of an element: those that run in its transition, and those that start after it.</summary>
internal sealed class EventHandlers<TEvent>(SObject source)
{
    private readonly List<Subscription> _subscriptions = []; // guarded by its own lock: it is also changed while the tree is free

    public IDisposable Add(Action<TEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var added = new Subscription(this, handler);
        lock (_subscriptions)
            _subscriptions.Add(added);
        return added;
    }

    public IDisposable Add(Func<TEvent, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(happened => source.Tree.RunAfterCommit(() => handler(happened)));
    }

    public void Run(TEvent happened)
    {
        Subscription[] subscriptions;
        lock (_subscriptions)
            subscriptions = [.. _subscriptions];
        foreach (var subscription in subscriptions)
            subscription.Handler(happened);
    }

    /// <summary>One handler, with an identity of its own: the same delegate may be added twice.</summary>
    private sealed class Subscription(EventHandlers<TEvent> handlers, Action<TEvent> handler) : IDisposable
    {
        public Action<TEvent> Handler => handler;

        public void Dispose()
        {
            lock (handlers._subscriptions)
                handlers._subscriptions.Remove(this);
        }
    }
}
