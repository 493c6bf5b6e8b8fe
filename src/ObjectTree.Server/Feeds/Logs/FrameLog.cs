namespace ObjectTree.Server.Feeds.Logs;

/// <summary>
/// The frames of one view group, in order, as the bytes that go out: a <see cref="ByteLog"/> for each carrier that somebody reads through.
/// Guarded by the tree's lock; the bytes are read by any thread through cursors.
/// </summary>
/// <param name="index">The index of the last frame before this log.</param>
internal sealed class FrameLog(long index)
{
    private readonly List<ByteLog> _carriers = [];
    private long _length;

    /// <summary>How many frames of the feed came before and are in this log.</summary>
    public long Index { get; private set; } = index;

    /// <summary>How many bytes all frames of this log have, without heads. Any thread reads it.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Appends a frame: a message, or its parts.</summary>
    public void Append(IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        foreach (var message in messages)
            Write(message.Span);
        Publish();
    }

    /// <summary>Appends a frame that is one message.</summary>
    public void Append(ReadOnlySpan<byte> message)
    {
        Write(message);
        Publish();
    }

    /// <summary>From now on the log is written for readers through a carrier.</summary>
    public void WriteFor(Framing framing)
    {
        if (!_carriers.Exists(one => one.Framing == framing))
            _carriers.Add(new ByteLog(framing));
    }

    /// <summary>The end of the log for each carrier that it is written for.</summary>
    public Dictionary<Framing, LogCursor> ReadFromEnd() => _carriers.ToDictionary(one => one.Framing, one => one.ReadFromEnd());

    /// <summary>Writes no more for carriers that nobody needs.</summary>
    public void Trim(Func<Framing, bool> isNeeded)
    {
        foreach (var unused in _carriers.FindAll(one => !isNeeded(one.Framing)))
        {
            unused.Release();
            _carriers.Remove(unused);
        }
    }

    /// <summary>Ends the log. Its readers can still read what is there.</summary>
    public void Release() => Trim(_ => false);

    private void Write(ReadOnlySpan<byte> message)
    {
        Volatile.Write(ref _length, _length + message.Length);
        foreach (var carrier in _carriers)
            carrier.Append(message);
    }

    private void Publish()
    {
        Index++;
        foreach (var carrier in _carriers)
            carrier.Publish();
    }
}
