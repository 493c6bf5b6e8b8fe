namespace ObjectTree.Protocol.Messages;

/// <summary>A client wants to be told what it may undo in the history of an object, or no longer.</summary>
/// <param name="Object">The object.</param>
/// <param name="IsOn">Whether it wants to be told.</param>
public sealed record WatchMessage(long Object, bool IsOn) : Message
{
    /// <summary>How many objects a client may watch at once.</summary>
    public const int Most = 100;

    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Watch;
}
