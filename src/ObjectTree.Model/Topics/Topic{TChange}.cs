using ObjectTree.Model.Topics;

namespace ObjectTree;

/// <summary>A topic whose observers are told <typeparamref name="TChange"/>.</summary>
/// <typeparam name="TChange">What one change tells.</typeparam>
public abstract class Topic<TChange> : Topic, IRuledTopic<TChange>
    where TChange : TopicChange
{
    private TopicListeners<TChange>? _listeners; // made when first needed

    private protected Topic()
    {
    }

    /// <summary>
    /// Calls <paramref name="observer"/> after each commit that changed this topic, once per change in order, on the committing thread
    /// before the call that made the change returns. It mirrors state to elsewhere: a write to the tree throws there. What it throws is
    /// logged and harms nobody else. Ends when disposed, or with the object when that made it in OnInit.
    /// </summary>
    public IDisposable Observe(Action<TChange> observer) => Subscribe(Listeners.Observers.Add(observer));

    /// <summary>
    /// As <see cref="Observe(Action{TChange})"/>, for work that takes time: <paramref name="observer"/> starts after the commit on
    /// the thread pool, outside the tree's lock, and may write. Two changes may be under way at once. What its task throws is logged.
    /// </summary>
    public IDisposable Observe(Func<TChange, Task> observer) => Subscribe(Listeners.Observers.Add(observer, () => Host));

    IDisposable IRuledTopic<TChange>.AddReaction(Action<TChange> reaction) => Subscribe(Listeners.Reactions.Add(reaction));

    IDisposable IRuledTopic<TChange>.AddValidator(Func<TChange, string?> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return Subscribe(Listeners.Validators.Add(change =>
        {
            if (validator(change) is { } reason)
                throw new OperationRejectedException(RejectionCodes.Validation, reason);
        }));
    }

    private protected sealed override bool HasRules => HasReactions || _listeners is { Validators.IsEmpty: false };

    private protected sealed override bool HasReactions => _listeners is { Reactions.IsEmpty: false };

    private protected abstract TopicOperation Apply(TopicOperation operation, List<TChange>? changes);

    /// <summary>
    /// The operation as this topic would have written it: what comes from elsewhere may say the same otherwise, and would not be found
    /// again. Throws when a value does not fit; nothing is changed.
    /// </summary>
    private protected virtual TopicOperation Fit(TopicOperation operation) => operation;

    /// <summary>
    /// The part of an operation, written as this topic writes it, that changes what is there; null: none does.
    /// </summary>
    private protected abstract TopicOperation? ReduceFitted(TopicOperation operation);

    /// <summary>
    /// What an operation would tell, for the validators. Those who may be read without the lock have to find it out without changing
    /// anything.
    /// </summary>
    private protected virtual void Preview(TopicOperation operation, List<TChange> changes) => _ = Apply(Apply(operation, changes), null);

    /// <summary>
    /// Applies an operation to a state of values and turns what it tells into changes of the topic's type. When that fails, as the
    /// constructor of a record may, the operation is taken back.
    /// </summary>
    private protected static TopicOperation ApplyAndType<TTold>(
        TopicOperation operation, List<TChange> changes, Func<TopicOperation, List<TTold>?, TopicOperation> apply,
        Func<TTold, TChange> typed)
    {
        var told = new List<TTold>(1);
        var inverse = apply(operation, told);
        try
        {
            foreach (var one in told)
                changes.Add(typed(one));
        }
        catch
        {
            _ = apply(inverse, null);
            throw;
        }
        return inverse;
    }

    private protected sealed override AppliedOperation Apply(TopicOperation operation)
    {
        var fitted = Fit(operation);
        var noted = _listeners is not { } listeners || (listeners.Observers.IsEmpty && listeners.Reactions.IsEmpty)
            ? null
            : new Noted(listeners.Observers.Now, new List<TChange>(1));
        return new AppliedOperation(fitted, Apply(fitted, noted?.Changes), noted);
    }

    private protected sealed override void Validate(TopicOperation operation)
    {
        if (_listeners is not { Validators: { IsEmpty: false } validators })
            return;
        var changes = new List<TChange>(1);
        Preview(Fit(operation), changes);
        foreach (var change in changes)
        {
            foreach (var validator in validators.Now)
                validator.Tell(change, operation);
        }
    }

    private protected sealed override TopicOperation? Reduce(TopicOperation operation) => ReduceFitted(Fit(operation));

    private protected sealed override void React(AppliedOperation applied)
    {
        if (applied.Changes is not Noted noted || _listeners is not { Reactions: { IsEmpty: false } reactions })
            return;
        var now = reactions.Now; // who comes while others run hears of the next change
        foreach (var change in noted.Changes)
        {
            foreach (var reaction in now)
                reaction.Tell(change, applied.Operation);
        }
    }

    private protected sealed override void Tell(AppliedOperation applied)
    {
        if (applied.Changes is not Noted noted)
            return;
        foreach (var change in noted.Changes)
            ObserverList<TChange>.Tell(noted.Observers, change, applied.Operation, Host);
    }

    private TopicListeners<TChange> Listeners =>
        _listeners ?? Interlocked.CompareExchange(ref _listeners, new TopicListeners<TChange>(), null) ?? _listeners!;

    private IDisposable Subscribe(IDisposable subscription)
    {
        Host?.Subscribed(subscription);
        return subscription;
    }

    private sealed record Noted(ObserverList<TChange>.Observer[] Observers, List<TChange> Changes);
}
