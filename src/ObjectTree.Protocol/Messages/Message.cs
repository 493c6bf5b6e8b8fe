namespace ObjectTree.Protocol.Messages;

/// <summary>One message of the protocol. Immutable, compared by content.</summary>
public abstract record Message
{
    private protected Message()
    {
    }

    /// <summary>Which message it is.</summary>
    public abstract MessageKind Kind { get; }
}
