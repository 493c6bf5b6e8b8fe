namespace ObjectTree.Model.Topics;

/// <summary>The door through which the engine adds rules to a topic. A client's topics have it too, and nobody uses it there.</summary>
/// <typeparam name="TChange">What one change tells.</typeparam>
public interface IRuledTopic<TChange>
{
    /// <summary>
    /// Calls <paramref name="reaction"/> inside the transition, after each change that moves forward. Ends when disposed, or with the
    /// object.
    /// </summary>
    IDisposable AddReaction(Action<TChange> reaction);

    /// <summary>
    /// Asks <paramref name="validator"/> before each change; what it gives is why the change is refused, null lets it pass. Ends likewise.
    /// </summary>
    IDisposable AddValidator(Func<TChange, string?> validator);
}
