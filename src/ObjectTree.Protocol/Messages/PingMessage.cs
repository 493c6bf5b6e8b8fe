namespace ObjectTree.Protocol.Messages;

/// <summary>The server asks whether the client is there.</summary>
public sealed record PingMessage : Message
{
    /// <inheritdoc/>
    public override MessageKind Kind => MessageKind.Ping;
}
