using System.Runtime.CompilerServices;
using ObjectTree.Model.Topics;

namespace ObjectTree;

/// <summary>
/// What the server's side of a topic can do beyond <see cref="Topic{TChange}.Observe(Action{TChange})"/>: react to changes, and refuse
/// them.
/// </summary>
public static class TopicRules
{
    /// <summary>
    /// Calls <paramref name="reaction"/> inside the transition, right after each change that moves forward: not in an undo or redo. What it
    /// writes joins the same transition, so undo restores it; what it throws undoes the change and reaches who made it. Ends when disposed,
    /// or with the object when that made it in OnInit: it is silent as soon as that is destroyed, and is there again when the destruction
    /// is rolled back.
    /// </summary>
    /// <typeparam name="TChange">What one change tells.</typeparam>
    public static IDisposable React<TChange>(this Topic<TChange> topic, Action<TChange> reaction)
        where TChange : TopicChange
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(reaction);
        var owner = OwnerOf(topic);
        return ((IRuledTopic<TChange>)topic).AddReaction(change =>
        {
            if (owner is not { IsDestroyed: true })
                reaction(change);
        });
    }

    /// <summary>
    /// A reaction runs inside a transition, which cannot wait: use Observe, whose asynchronous overload starts after the commit.
    /// </summary>
    [Obsolete(
        "A reaction runs inside a transition, which cannot wait: use Observe, whose asynchronous overload starts after the commit.",
        error: true)]
    public static IDisposable React<TChange>(this Topic<TChange> topic, Func<TChange, Task> reaction)
        where TChange : TopicChange => throw new NotSupportedException();

    /// <summary>
    /// As <see cref="React{TChange}(Topic{TChange}, Action{TChange})"/>, for an event with effects outside the tree: an undo calls
    /// <paramref name="reverse"/> with the arguments and what <paramref name="forward"/> gave, a redo calls <paramref name="forward"/>
    /// again. A rollback calls <paramref name="reverse"/> as an undo does, of each <paramref name="forward"/> that returned, newest first,
    /// when what that wrote is rolled back; what it throws then is logged. In all these, the tree restores by itself what was written to
    /// it, so what the two write is dropped.
    /// </summary>
    /// <typeparam name="T">The type of the event's arguments.</typeparam>
    /// <typeparam name="TResult">What has to be remembered for the reverse.</typeparam>
    public static IDisposable React<T, TResult>(this EventTopic<T> topic, Func<T, TResult> forward, Action<T, TResult> reverse)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(reverse);
        return topic.React(change =>
        {
            var target = (SObject)((IHostedTopic)topic).Host!; // reactions run where the engine is
            TResult? result = default;
            target.Tree.React(target, () => result = forward(change.Args), () => reverse(change.Args, result!));
        });
    }

    /// <inheritdoc cref="React{T, TResult}(EventTopic{T}, Func{T, TResult}, Action{T, TResult})"/>
    public static IDisposable React<T>(this EventTopic<T> topic, Action<T> forward, Action<T> reverse)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(reverse);
        return topic.React(
            args =>
            {
                forward(args);
                return true;
            },
            (args, _) => reverse(args));
    }

    /// <summary>
    /// Refuses changes: <paramref name="validator"/> sees each change before it is made, and gives null to let it pass, else why not. Asked
    /// only of changes that move forward. It may read the tree, not write. What it throws stops the change likewise. Ends as a reaction
    /// does.
    /// </summary>
    /// <typeparam name="TChange">What one change tells.</typeparam>
    /// <exception cref="OperationRejectedException">VALIDATION, thrown where the change is made.</exception>
    public static IDisposable Validate<TChange>(this Topic<TChange> topic, Func<TChange, string?> validator)
        where TChange : TopicChange
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(validator);
        var owner = OwnerOf(topic);
        return ((IRuledTopic<TChange>)topic).AddValidator(change => owner is { IsDestroyed: true } ? null : validator(change));
    }

    /// <summary>As <see cref="Validate{TChange}(Topic{TChange}, Func{TChange, string})"/>, with one reason for all it refuses.</summary>
    /// <typeparam name="TChange">What one change tells.</typeparam>
    public static IDisposable Validate<TChange>(this Topic<TChange> topic, Func<TChange, bool> validator, string? reason = null)
        where TChange : TopicChange
    {
        ArgumentNullException.ThrowIfNull(validator);
        return topic.Validate(change => validator(change) ? null : reason ?? "The value is not allowed.");
    }

    /// <summary>
    /// As <see cref="Validate{TChange}(Topic{TChange}, Func{TChange, string})"/>, for a single value: the validator sees the value to be.
    /// </summary>
    /// <typeparam name="T">The value's type.</typeparam>
    [OverloadResolutionPriority(1)] // a validator that looks at nothing fits both
    public static IDisposable Validate<T>(this Topic<ValueChange<T>> topic, Func<T, bool> validator, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return topic.Validate(change => validator(change.New), reason);
    }

    /// <inheritdoc cref="Validate{T}(Topic{ValueChange{T}}, Func{T, bool}, string)"/>
    public static IDisposable Validate<T>(this Topic<ValueChange<T>> topic, Func<T, ValueChange<T>, string?> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return topic.Validate(change => validator(change.New, change));
    }

    /// <summary>As <see cref="Validate{TChange}(Topic{TChange}, Func{TChange, string})"/>: the validator sees the text to be.</summary>
    [OverloadResolutionPriority(1)] // a validator that looks at nothing fits both
    public static IDisposable Validate(this StringTopic topic, Func<string, bool> validator, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return topic.Validate((StringChange change) => validator(change.New), reason);
    }

    /// <inheritdoc cref="Validate(StringTopic, Func{string, bool}, string)"/>
    public static IDisposable Validate(this StringTopic topic, Func<string, StringChange, string?> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return topic.Validate((StringChange change) => validator(change.New, change));
    }

    /// <summary>
    /// Whose OnInit adds the rule: it rests while that object is destroyed, which is before the commit ends it for good. Null: it belongs
    /// to nobody.
    /// </summary>
    private static SObject? OwnerOf(Topic topic) => (((IHostedTopic)topic).Host as SObject)?.Tree.Initialising;
}
