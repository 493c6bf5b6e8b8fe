namespace ObjectTree;

/// <summary>
/// Changes of the attribute may reach clients late and merged: they are committed at once, and leave when the window of the first of them
/// ends, as what they come to. They never arrive before what was committed earlier. For what changes often and of which only the newest
/// counts, such as a pointer's place. Not for events: each of them counts.
/// </summary>
/// <remarks>
/// Changes leave earlier together with others: with a later change of the same attribute in a transition that also does something else;
/// with a change that was committed later and leaves; with the next of all that leaves, when a client's call made them, so that it sees
/// what it did; and when somebody joins.
/// </remarks>
/// <param name="milliseconds">The window: how long changes may wait; 1 or more.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConflatedAttribute(int milliseconds) : Attribute
{
    /// <summary>How long changes may wait.</summary>
    public int Milliseconds { get; } = milliseconds;
}
