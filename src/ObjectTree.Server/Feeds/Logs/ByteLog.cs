namespace ObjectTree.Server.Feeds.Logs;

/// <summary>
/// Bytes in the order in which they go out to all clients of one carrier. One thread at a time appends; any thread reads through
/// <see cref="LogCursor"/>s what is published. What all have read goes back to the pool.
/// </summary>
/// <param name="framing">How the carrier's messages lie.</param>
internal sealed class ByteLog(Framing framing)
{
    private LogSegment _last = new(0, 0); // held
    private LogSegment? _unbounded; // the first of those that were begun since the last publishing
    private long _written;
    private long _end;

    public Framing Framing => framing;

    /// <summary>How many bytes are published.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Adds a message, behind its head, that nobody sees yet.</summary>
    public void Append(ReadOnlySpan<byte> message)
    {
        Span<byte> head = stackalloc byte[Framing.LongestHead];
        Write(head[..framing.WriteHead(head, message.Length)]);
        Write(message);
    }

    /// <summary>Shows all that was appended. A frame ends here: private messages may go before what comes next.</summary>
    public void Publish()
    {
        for (; _unbounded is not null; _unbounded = _unbounded.Next)
            _unbounded.Boundary = _written;
        Volatile.Write(ref _end, _written);
    }

    /// <summary>A cursor at the end of what is published. Between an append and its publishing there is none to be had.</summary>
    public LogCursor ReadFromEnd()
    {
        _last.Hold();
        return new LogCursor(this, _last, _written);
    }

    /// <summary>Ends the log. Its readers can still read what is there.</summary>
    public void Release() => _last.Release();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_written == _last.End)
                Extend();
            var piece = bytes[..(int)Math.Min(bytes.Length, _last.End - _written)];
            piece.CopyTo(_last.Bytes(_written, _written + piece.Length).Span);
            _written += piece.Length;
            bytes = bytes[piece.Length..];
        }
    }

    private void Extend()
    {
        var next = _last.Extend();
        _unbounded ??= next;
        next.Hold();
        _last.Release();
        _last = next;
    }
}
