namespace ObjectTree.Protocol.Messages;

/// <summary>What a client may undo in the history of an object that it watches.</summary>
/// <param name="Object">The object.</param>
/// <param name="CanUndo">Whether there is something that it may undo.</param>
/// <param name="CanRedo">Whether there is something that it may redo.</param>
/// <param name="Position">This holds when the client has applied this many frames.</param>
public sealed record UndoStateMessage(long Object, bool CanUndo, bool CanRedo, long Position) : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.UndoState;
}
