namespace ObjectTree.Server.Feeds.Logs;

/// <summary>
/// A piece of a <see cref="ByteLog"/>. Who holds a segment holds all that come after it: the log holds its last one, a cursor the one that
/// it reads, and each segment the next. Who pins one keeps its bytes and nothing else. Any thread.
/// </summary>
internal sealed class LogSegment
{
    public const int Size = 65_536;

    private byte[]? _bytes = SegmentPool.Rent(); // null: nobody pins it, and the bytes are another's
    private LogSegment? _next;
    private int _holds = 1;
    private int _pins = 1; // those who pin it, and one more while it is held

    /// <param name="start">How many bytes of the log came before.</param>
    /// <param name="boundary">See <see cref="Boundary"/>.</param>
    public LogSegment(long start, long boundary) => (Start, Boundary) = (start, boundary);

    public long Start { get; }

    public long End => Start + Size;

    /// <summary>
    /// The first place from the segment's start on where a frame begins; it may be in a later segment. Known as soon as any of its bytes
    /// are published.
    /// </summary>
    public long Boundary { get; set; }

    /// <summary>The segment after this one; there once bytes beyond this one are published.</summary>
    public LogSegment? Next => Volatile.Read(ref _next);

    /// <summary>The bytes from one place in the log to another, both in this segment.</summary>
    public Memory<byte> Bytes(long from, long to) => _bytes.AsMemory((int)(from - Start), (int)(to - from));

    /// <summary>Adds a segment after this one. It is held by this one.</summary>
    public LogSegment Extend()
    {
        var next = new LogSegment(End, long.MaxValue);
        Volatile.Write(ref _next, next);
        return next;
    }

    /// <summary>Only for who can be sure that somebody else holds it.</summary>
    public void Hold() => Interlocked.Increment(ref _holds);

    public void Release()
    {
        // In a loop: the last one to let go of a long log lets go of thousands.
        for (var segment = this; segment is not null && Interlocked.Decrement(ref segment._holds) == 0;)
        {
            var next = segment.Next;
            segment.Unpin();
            segment = next;
        }
    }

    /// <summary>Only for who holds it.</summary>
    public void Pin() => Interlocked.Increment(ref _pins);

    public void Unpin()
    {
        if (Interlocked.Decrement(ref _pins) != 0)
            return;
        SegmentPool.Return(_bytes!);
        _bytes = null;
    }
}
