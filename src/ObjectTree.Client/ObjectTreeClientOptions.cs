using Microsoft.Extensions.Logging;

namespace ObjectTree.Client;

/// <summary>How a client behaves. Read once, when it connects.</summary>
public sealed record ObjectTreeClientOptions
{
    /// <summary>The name of the tree. Default: empty, the server's default tree.</summary>
    public string Tree { get; init; } = "";

    /// <summary>What proves who the client is, at most 8 KiB. Default: null. Never logged.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Gives the token of each connection before it is made, in the place of <see cref="Token"/>; has as long as
    /// <see cref="ConnectTimeout"/> leaves it. Whoever connects again is given a new one, also when the server ended the connection with
    /// UNAUTHENTICATED, as it does when an identity expires; refused then, it stops. What it throws counts as a connection that failed.
    /// Default: null.
    /// </summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    /// <summary>Name and version of the program, for the server's log. Default: those of this library.</summary>
    public string Software { get; init; } = "ObjectTree.Client 0.1.0";

    /// <summary>How many bytes a message of the server may have as a whole. Default: 256 MiB. More is <c>TOO_BIG</c>.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1_024 * 1_024;

    /// <summary>
    /// Whether to connect again when the connection is lost. Default: true. The first connection
    /// is tried once. Waits as long as the server says, else a random time of up to 1 s, then up
    /// to 2 s, 4 s and so on to 30 s; stops when the code means that trying again is of no use.
    /// </summary>
    public bool Reconnect { get; init; } = true;

    /// <summary>How long connecting and getting the whole state may take. Default: 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where time comes from. Default: the system.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where the random part of waiting times comes from. Default: <see cref="Random.Shared"/>. Used by one thread at a time.
    /// </summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Where to log. Default: null, nowhere.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The options for logs: without the token.</summary>
    public override string ToString() => $"{nameof(ObjectTreeClientOptions)} {{ Tree = {Tree}, Software = {Software} }}";

    /// <exception cref="ArgumentException">An option cannot be.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Tree);
        ArgumentNullException.ThrowIfNull(Software);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Random);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
    }
}
