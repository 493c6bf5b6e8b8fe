namespace ObjectTree.Protocol.Messages;

/// <summary>The client is there: the answer to each ping.</summary>
public sealed record PongMessage : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Pong;
}
