using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// An encoded snapshot and the places in the log where its readers go on. Everybody who joins gets the same bytes; they are kept as long as
/// they are worth it, and by those who still read them. Guarded by the tree's lock, but for <see cref="Fill"/>, which is called once before
/// anybody reads.
/// </summary>
/// <param name="start">The index of the last frame that it holds.</param>
/// <param name="length">The length of the log there.</param>
/// <param name="frames">The end of the log for each carrier.</param>
internal sealed class SharedSnapshot(long start, long length, Dictionary<Framing, LogCursor> frames)
{
    // A tail that is a quarter as long is cheaper to send than a new snapshot is to make; below this size it always is.
    private const long LeastTail = 65_536;

    private readonly Dictionary<Framing, LogCursor> _bytes = [];
    private long _size;

    /// <summary>The index of the last frame that it holds.</summary>
    public long Start => start;

    /// <summary>Whether readers through a carrier can begin here.</summary>
    public bool Serves(Framing framing) => frames.ContainsKey(framing);

    /// <summary>Whether the frames since have become too many.</summary>
    /// <param name="now">The length of the log.</param>
    public bool IsOutworn(long now) => now - length > WorthwhileTail;

    /// <summary>Takes the encoded message, or its parts.</summary>
    public void Fill(IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        ByteLog[] carriers = [.. frames.Keys.Select(framing => new ByteLog(framing))];
        foreach (var carrier in carriers)
            _bytes.Add(carrier.Framing, carrier.ReadFromEnd());
        foreach (var message in messages)
        {
            foreach (var carrier in carriers)
                carrier.Append(message.Span);
        }
        foreach (var carrier in carriers)
        {
            carrier.Publish();
            carrier.Release();
            _size = carrier.End;
        }
    }

    /// <param name="framing">The reader's carrier.</param>
    /// <param name="newest">See <see cref="FeedReader.Newest"/>.</param>
    /// <param name="maxLag">How many bytes of frames may wait for the reader.</param>
    /// <param name="listener">The reader's.</param>
    /// <param name="leave">The reader's.</param>
    public FeedReader Read(Framing framing, long newest, long maxLag, IFeedListener listener, Func<FeedReader, Task> leave)
    {
        var tail = frames[framing].Fork();
        var allowed = maxLag + Math.Min(tail.Lag, WorthwhileTail); // what the reader begins with is not its lag
        return new FeedReader(listener, framing, start, newest, _bytes[framing].Fork(), tail, allowed, leave);
    }

    /// <summary>Readers can still read what is there.</summary>
    public void Release()
    {
        foreach (var cursor in _bytes.Values.Concat(frames.Values))
            cursor.Release();
    }

    private long WorthwhileTail => Math.Max(_size / 4, LeastTail);
}
