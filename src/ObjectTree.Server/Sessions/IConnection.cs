using System.Buffers;
using System.Net;
using ObjectTree.Protocol;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Sessions;

/// <summary>
/// One client's bytes, whatever carries them. One thread at a time receives and one sends; <see cref="Abort"/>
/// comes from any. A connection that is gone throws <see cref="ConnectionLostException"/>.
/// </summary>
internal interface IConnection
{
    /// <summary>What carries the bytes, for logs.</summary>
    string Carrier { get; }

    /// <summary>The client's address; null: it is not known.</summary>
    EndPoint? Client { get; }

    /// <summary>Whether a message has begun and not ended.</summary>
    bool IsReceivingMessage { get; }

    /// <summary>How messages lie in what is sent.</summary>
    Framing Framing { get; }

    /// <summary>Whether bytes wait for the transport to take them. Until it has, nothing is sent. Any thread.</summary>
    bool IsSending { get; }

    /// <summary>
    /// Says whom to call when the transport has taken what it had to wait for, is lost, or has something to say itself. Once, before
    /// anything else.
    /// </summary>
    /// <param name="wake">From any thread; never throws.</param>
    void Start(Action wake);

    /// <summary>Waits for the next message.</summary>
    /// <param name="limit">How many bytes it may have.</param>
    /// <returns>The message, valid until the next call; null when the client has ended the connection.</returns>
    /// <exception cref="ProtocolException">The client broke the carrier's rules or the limit; close with its code.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(int limit);

    /// <summary>Reads and drops what the client still sends, until it has ended the connection too.</summary>
    ValueTask DrainAsync();

    /// <summary>
    /// Sends bytes that are framed, as many as the transport takes. When it takes no more, some of them are on their way
    /// (<see cref="IsSending"/>) and stay as they are meanwhile.
    /// </summary>
    /// <returns>How many were taken or are on their way; at least 1.</returns>
    int Send(ReadOnlyMemory<byte> bytes);

    /// <summary>
    /// Reads the memory that <see cref="Send"/> reads, for <see cref="IFeedListener.Prefetch"/>. Any thread; never throws.
    /// </summary>
    bool Prefetch();

    /// <summary>Whether the carrier itself has something to say. Any thread.</summary>
    bool HasOwn { get; }

    /// <summary>Writes what the carrier itself has to say.</summary>
    void WriteOwn(IBufferWriter<byte> output);

    /// <summary>Writes what tells the client that nothing more comes, with the code where the carrier has a place for it.</summary>
    void WriteEnd(IBufferWriter<byte> output, CloseCode code);

    /// <summary>Nothing more is sent: all that was, the end included, has been taken.</summary>
    void Complete(CloseCode code);

    /// <summary>
    /// Ends the connection at once; whoever waits for it gets <see cref="ConnectionLostException"/>. Does nothing once it is over.
    /// </summary>
    void Abort();
}
