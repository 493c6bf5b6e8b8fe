namespace ObjectTree.Protocol.Messages;

/// <summary>
/// A client wants a transition undone, or one that was undone redone: an action, numbered and answered like an <see cref="ActionMessage"/>.
/// </summary>
/// <param name="Action">The client's number of the action.</param>
/// <param name="Object">The object whose history it is taken from.</param>
/// <param name="IsRedo">Whether it is redone.</param>
public sealed record UndoMessage(long Action, long Object, bool IsRedo) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Undo;
}
