using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>
/// One client's bytes, whatever carries them. One thread receives and one sends at a time; <see cref="Abort"/>
/// comes from any. A connection that is gone throws <see cref="ConnectionLostException"/>.
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

    /// <summary>Sends a message, which may wait for <see cref="FlushAsync"/> in a small buffer; waits while the transport takes no more.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>Waits until the transport has taken what was sent.</summary>
    ValueTask FlushAsync();

    /// <summary>Tells the client after all that was sent that nothing more comes, with the code where the carrier has a place for it.</summary>
    ValueTask EndAsync(CloseCode code);

    /// <summary>Ends the connection at once; whoever waits for it gets <see cref="ConnectionLostException"/>. Does nothing once it is over.</summary>
    void Abort();
}
