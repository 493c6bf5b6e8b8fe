namespace ObjectTree.Server.Feeds.Logs;

/// <summary>
/// One reader's place in a <see cref="ByteLog"/>. It reads in batches that end where a frame ends. One thread at a time.
/// </summary>
internal sealed class LogCursor
{
    private readonly ByteLog _log;
    private LogSegment _segment; // held; pinned instead when it is cut off
    private long _at;
    private long _batchEnd;
    private bool _isCut;
    private bool _isReleased;

    /// <param name="log">The log.</param>
    /// <param name="segment">Where the cursor stands, held for it.</param>
    /// <param name="at">Its place, where a frame begins.</param>
    public LogCursor(ByteLog log, LogSegment segment, long at) => (_log, _segment, _at, _batchEnd) = (log, segment, at, at);

    /// <summary>Whether a batch has begun that is not read to its end.</summary>
    public bool IsInBatch => _at < _batchEnd;

    /// <summary>How many bytes are there to be read.</summary>
    public long Lag => _log.End - _at;

    /// <summary>The next bytes of the batch that lie in one piece.</summary>
    public ReadOnlyMemory<byte> Piece => _segment.Bytes(_at, Math.Min(_batchEnd, _segment.End));

    /// <summary>Another cursor at the same place. Not within a batch.</summary>
    public LogCursor Fork()
    {
        _segment.Hold();
        return new LogCursor(_log, _segment, _at);
    }

    /// <summary>
    /// Begins the next batch: what is there, up to the first end of a frame beyond this segment, so that a reader who is stuck in it holds
    /// no more than that. False: there is nothing.
    /// </summary>
    public bool TryBegin()
    {
        var end = _log.End;
        if (_isCut || end == _at)
            return false;
        if (_at == _segment.End)
            Step();
        _batchEnd = end <= _segment.End ? end : Math.Min(end, _segment.Next!.Boundary);
        return true;
    }

    public void Advance(int count)
    {
        _at += count;
        if (IsInBatch && _at == _segment.End)
            Step();
    }

    /// <summary>Lets go of all but the rest of the batch. After that no other begins.</summary>
    public void Cut()
    {
        if (_isCut || _isReleased)
            return;
        _isCut = true;
        for (var segment = _segment; ; segment = segment.Next!)
        {
            segment.Pin();
            if (_batchEnd <= segment.End)
                break;
        }
        _segment.Release();
    }

    /// <summary>Lets go of everything.</summary>
    public void Release()
    {
        if (_isReleased)
            return;
        _isReleased = true;
        if (!_isCut)
        {
            _segment.Release();
            return;
        }
        for (var segment = _segment; ; segment = segment.Next!)
        {
            var isLast = _batchEnd <= segment.End;
            segment.Unpin();
            if (isLast)
                break;
        }
    }

    private void Step()
    {
        var next = _segment.Next!;
        if (_isCut)
        {
            _segment.Unpin();
        }
        else
        {
            next.Hold();
            _segment.Release();
        }
        _segment = next;
    }
}
