using ObjectTree.Protocol;

namespace ObjectTree.Client.Connections;

/// <summary>
/// A server's bytes, whatever carries them. One thread receives and one sends at a time; disposing
/// comes from any and ends both. A connection that is gone throws <see cref="IOException"/>.
/// </summary>
internal interface IConnection : IAsyncDisposable
{
    /// <summary>
    /// The code that the carrier itself gave when the server ended the connection; <see cref="CloseCode.None"/> if it gave none.
    /// </summary>
    CloseCode EndedWith { get; }

    /// <summary>Waits for the next message or part.</summary>
    /// <returns>Its bytes, valid until the next call; null when the server has ended the connection.</returns>
    /// <exception cref="ProtocolException">The server broke the carrier's rules or the limit.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Sends a message or part.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>Ends this half after what was sent, with the code where the carrier has a place for it.</summary>
    ValueTask EndAsync(CloseCode code, CancellationToken cancellation);
}
