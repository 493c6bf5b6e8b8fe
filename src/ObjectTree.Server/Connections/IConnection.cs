using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>
/// One client's bytes, whatever carries them. One thread receives and one sends at a time; <see cref="Abort"/> comes from any. A connection that is gone
/// throws <see cref="ConnectionLostException"/>.
/// </summary>
internal interface IConnection
{
    /// <summary>The carrier and the client's address, for logs.</summary>
    string Description { get; }

    /// <summary>Whether a message has begun and not ended.</summary>
    bool IsReceivingMessage { get; }

    /// <summary>Waits for the next message.</summary>
    /// <param name="limit">How many bytes it may have.</param>
    /// <returns>The message, valid until the next call; null when the client has ended the connection.</returns>
    /// <exception cref="ProtocolException">The client broke the carrier's rules or the limit; close with its code.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit);

    /// <summary>Reads and drops what the client still sends, until it has ended the connection too.</summary>
    ValueTask DrainAsync();

    /// <summary>Sends messages and waits until the transport has taken them.</summary>
    ValueTask SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages);

    /// <summary>Ends our half after what was sent, with the code where the carrier has a place for it.</summary>
    ValueTask EndAsync(CloseCode code);

    /// <summary>Ends the connection at once; whoever waits for it gets <see cref="ConnectionLostException"/>.</summary>
    void Abort();
}
