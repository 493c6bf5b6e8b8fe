using System.Collections;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree;

/// <summary>
/// An object's children, in order. Observable; changed only by creating, moving and destroying objects. Reading
/// takes the tree's lock; enumerating runs over a copy, or, on a thread that holds the lock, over the list itself.
/// </summary>
/// <typeparam name="TObject">The objects' type.</typeparam>
public sealed class ChildList<TObject> : IReadOnlyList<TObject>, IHostedChildren<TObject>
    where TObject : class
{
    private readonly ITopicHost _host;
    private readonly List<TObject> _items = []; // guarded by the tree's lock
    private readonly ObserverList<ChildChange<TObject>> _observers = new();

    /// <summary>Makes an empty list of the children of <paramref name="host"/>.</summary>
    public ChildList(ITopicHost host) => _host = host;

    /// <inheritdoc/>
    public int Count => Read(items => items.Count);

    List<TObject> IHostedChildren<TObject>.Items => _items;

    bool IHostedChildren<TObject>.IsObserved => !_observers.IsEmpty;

    /// <inheritdoc/>
    public TObject this[int index] => Read(items => items[index]);

    /// <summary>
    /// Calls <paramref name="observer"/> after each commit that changed the children, once per change in order, on the
    /// committing thread. It may not write to the tree. What it throws is logged. Ends when disposed, or with the object.
    /// </summary>
    public IDisposable Observe(Action<ChildChange<TObject>> observer) => Subscribe(_observers.Add(observer));

    /// <summary>
    /// As <see cref="Observe(Action{ChildChange{TObject}})"/>, for work that takes time: <paramref name="observer"/> starts after the
    /// commit on the thread pool, outside the tree's lock, and may write. Two changes may be under way at once. What its task throws is
    /// logged.
    /// </summary>
    public IDisposable Observe(Func<ChildChange<TObject>, Task> observer) => Subscribe(_observers.Add(observer, () => _host));

    /// <inheritdoc/>
    public IEnumerator<TObject> GetEnumerator() =>
        _host.IsEntered ? _items.GetEnumerator() : Read(items => (IEnumerable<TObject>)items.ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IHostedChildren<TObject>.Tell(ChildChange<TObject> change) =>
        ObserverList<ChildChange<TObject>>.Tell(_observers.Now, change, null, _host);

    private IDisposable Subscribe(IDisposable subscription)
    {
        _host.Subscribed(subscription);
        return subscription;
    }

    private TResult Read<TResult>(Func<List<TObject>, TResult> read)
    {
        _host.Enter();
        try
        {
            return read(_items);
        }
        finally
        {
            _host.Exit();
        }
    }
}
