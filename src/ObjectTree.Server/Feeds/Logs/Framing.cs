namespace ObjectTree.Server.Feeds.Logs;

/// <summary>How messages lie in a carrier's stream: each behind a head that tells its length, the same for all clients.</summary>
internal abstract class Framing
{
    /// <summary>The longest head of any carrier.</summary>
    public const int LongestHead = 10;

    /// <summary>Writes the head of a message and gives the head's size.</summary>
    /// <param name="head">At least <see cref="LongestHead"/> bytes.</param>
    /// <param name="length">The length of the message.</param>
    public abstract int WriteHead(Span<byte> head, int length);
}
