using ObjectTree.Model.Topics;

namespace ObjectTree.Web;

/// <summary>The handlers of one event of an element: those that run in its transition, and those that start after it.</summary>
internal sealed class EventHandlers<TEvent>(SObject source)
{
    private readonly List<Action<TEvent>> _handlers = []; // guarded by its own lock: it is also changed while the tree is free

    public IDisposable Add(Action<TEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var added = new Action<TEvent>(handler.Invoke); // its own identity, so that the same delegate may be added twice
        lock (_handlers)
            _handlers.Add(added);
        return new Subscription(() =>
        {
            lock (_handlers)
                _handlers.RemoveAll(one => ReferenceEquals(one, added)); // delegates compare by content
        });
    }

    public IDisposable Add(Func<TEvent, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(happened => source.Tree.RunAfterCommit(() => handler(happened)));
    }

    public void Run(TEvent happened)
    {
        Action<TEvent>[] handlers;
        lock (_handlers)
            handlers = [.. _handlers];
        foreach (var handler in handlers)
            handler(happened);
    }
}
