
namespace ObjectTree.Server.Feeds.Logs;

/// <summary>
/// The frames of one view group, in order, as the bytes that go out: a <see cref="ByteLog"/> for each carrier that somebody reads through. Guarded by the tree's lock; the
/// bytes are read by any thread through cursors.
/// </summary>
/// <param name="index">The index of the last frame before this log.</param>
internal sealed class FrameLog(long index)
{
    private const int ReadersPerLoop = 128; // so many are visited by one thread, as long as there are more threads than loops

    private readonly List<Lane> _lanes = []; // one for each carrier
    private readonly List<SendLoop> _loops = [];
    private readonly List<FeedReader> _readers = [];
    private long _length;

    /// <summary>How many frames of the feed came before and are in this log.</summary>
    public long Index { get; private set; } = index;

    /// <summary>How many bytes all frames of this log have, without heads. Any thread reads it.</summary>
    public long Length => Volatile.Read(ref _length);

    public bool HasReaders => _readers.Count > 0;

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
        if (!_lanes.Exists(one => one.Framing == framing))
            _lanes.Add(new Lane(framing));
    }

    /// <summary>The end of the log for each carrier that it is written for.</summary>
    public Dictionary<Framing, LogCursor> ReadFromEnd() => _lanes.ToDictionary(lane => lane.Framing, lane => lane.Bytes.ReadFromEnd());

    public void Add(FeedReader reader)
    {
        var loop = _loops.MinBy(one => one.Count);
        if (loop is null || (loop.Count >= ReadersPerLoop && _loops.Count < Environment.ProcessorCount))
            _loops.Add(loop = new SendLoop());
        loop.Add(reader.Listener);
        _readers.Add(reader);
    }

    public void Remove(FeedReader reader)
    {
        if (!_readers.Remove(reader))
            return;
        _loops.RemoveAll(loop => loop.Remove(reader.Listener) && loop.Count == 0);
    }

    /// <summary>Writes no more for carriers that nobody reads through.</summary>
    /// <param name="isNeeded">Tells of a carrier without readers whether some will come.</param>
    public void Trim(Func<Framing, bool> isNeeded)
    {
        foreach (var lane in _lanes.FindAll(lane => !_readers.Exists(one => one.Framing == lane.Framing) && !isNeeded(lane.Framing)))
        {
            lane.Bytes.Release();
            _lanes.Remove(lane);
        }
    }

    /// <summary>Makes every reader begin again with a snapshot: a frame is missing.</summary>
    public void Break()
    {
        foreach (var reader in _readers)
            reader.Break();
        Wake();
    }

    /// <summary>Ends the log. Its readers can still read what is there.</summary>
    public void Release()
    {
        foreach (var lane in _lanes)
            lane.Bytes.Release();
        _lanes.Clear();
    }

    private void Write(ReadOnlySpan<byte> message)
    {
        Volatile.Write(ref _length, _length + message.Length);
        Span<byte> head = stackalloc byte[Framing.LongestHead];
        foreach (var lane in _lanes)
        {
            lane.Bytes.Append(head[..lane.Framing.WriteHead(head, message.Length)]);
            lane.Bytes.Append(message);
        }
    }

    private void Publish()
    {
        Index++;
        foreach (var lane in _lanes)
            lane.Bytes.Publish();
        Wake();
    }

    private void Wake()
    {
        foreach (var loop in _loops)
            loop.Wake();
    }

    private sealed record Lane(Framing Framing)
    {
        public ByteLog Bytes { get; } = new();
    }
}
