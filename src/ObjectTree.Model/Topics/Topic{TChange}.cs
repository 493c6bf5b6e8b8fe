using ObjectTree.Model.Topics;

namespace ObjectTree;

/// <summary>A topic whose observers are told <typeparamref name="TChange"/>.</summary>
/// <typeparam name="TChange">What one change tells.</typeparam>
public abstract class Topic<TChange> : Topic
    where TChange : TopicChange
{
    private ObserverList<TChange>? _observers; // made when first needed

    private protected Topic()
    {
    }

    /// <summary>
    /// Calls <paramref name="observer"/> after each commit that changed this topic, once per change in order, on the committing thread
    /// before the call that made the change returns. It mirrors state to elsewhere: a write to the tree throws there. What it throws is logged and
    /// harms nobody else. Ends when disposed, or with the object.
    /// </summary>
    public IDisposable Observe(Action<TChange> observer) => Observers.Add(observer);

    /// <summary>
    /// As <see cref="Observe(Action{TChange})"/>, for work that takes time: <paramref name="observer"/> starts after the commit on
    /// the thread pool, outside the tree's lock, and may write. Two changes may be under way at once. What its task throws is logged.
    /// </summary>
    public IDisposable Observe(Func<TChange, Task> observer) => Observers.Add(observer, () => Host);

    private protected abstract TopicOperation Apply(TopicOperation operation, List<TChange>? changes);

    private protected sealed override AppliedOperation Apply(TopicOperation operation)
    {
        var noted = _observers is null or { IsEmpty: true } ? null : new Noted(_observers.Now, new List<TChange>(1));
        return new AppliedOperation(operation, Apply(operation, noted?.Changes), noted);
    }

    private protected sealed override void Tell(AppliedOperation applied)
    {
        if (applied.Changes is not Noted noted)
            return;
        foreach (var change in noted.Changes)
            ObserverList<TChange>.Tell(noted.Observers, change, applied.Operation, Host);
    }

    private ObserverList<TChange> Observers =>
        _observers ?? Interlocked.CompareExchange(ref _observers, new ObserverList<TChange>(), null) ?? _observers!;

    private sealed record Noted(ObserverList<TChange>.Observer[] Observers, List<TChange> Changes);
}
