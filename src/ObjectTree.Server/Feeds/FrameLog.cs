namespace ObjectTree.Server.Feeds;

/// <summary>
/// The frames of one view group, in order. Guarded by the tree's lock; the frames are read by any thread through <see cref="FeedReader"/>s.
/// </summary>
internal sealed class FrameLog
{
    private FeedReader[] _readers = [];

    /// <param name="index">The index of the last frame before this log.</param>
    /// <param name="end">The bytes that were logged before.</param>
    public FrameLog(long index, long end) => Tail = new LoggedFrame([], index, end);

    /// <summary>The newest frame.</summary>
    public LoggedFrame Tail { get; private set; }

    public bool HasReaders => _readers.Length > 0;

    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var next = new LoggedFrame(messages, Tail.Index + 1, Tail.End + messages.Sum(message => message.Length));
        Tail.Next = next;
        Tail = next;
        foreach (var reader in _readers)
            reader.Told(next);
    }

    public void Add(FeedReader reader) => _readers = [.. _readers, reader];

    public void Remove(FeedReader reader) => _readers = [.. _readers.Where(one => one != reader)];

    /// <summary>Ends the log: a frame is missing, so every reader has to begin again with a snapshot.</summary>
    public void Break()
    {
        foreach (var reader in _readers)
            reader.Break();
        _readers = [];
    }
}
