using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// One session's place in a feed: a snapshot, and the frames after it, as the bytes that go out. One thread at a time reads it;
/// <see cref="Break"/> comes from whoever writes the log.
/// </summary>
internal sealed class FeedReader
{
    private LogCursor? _snapshot; // null: it is read, and a session that lasts does not hold on to it
    private readonly LogCursor _frames;
    private readonly long _maxLag;
    private readonly Func<FeedReader, Task> _leave;
    private bool _isBroken;

    public FeedReader(
        IFeedListener listener, Framing framing, long start, long newest, LogCursor snapshot, LogCursor frames, long maxLag,
        Func<FeedReader, Task> leave)
    {
        (Listener, Framing, Start, Newest) = (listener, framing, start, newest);
        (_snapshot, _frames, _maxLag, _leave) = (snapshot, frames, maxLag, leave);
    }

    public IFeedListener Listener { get; }

    public Framing Framing { get; }

    /// <summary>Its index in the loop that visits it; kept by that loop, under the tree's lock.</summary>
    public int Place { get; set; }

    /// <summary>The index of the frame that the snapshot holds as the last; the position of a later frame counts from here.</summary>
    public long Start { get; }

    /// <summary>The index of the frame with which a client has all that there was when the reader began.</summary>
    public long Newest { get; }

    /// <summary>Whether the reader has to begin again with a new snapshot.</summary>
    public bool IsBroken => Volatile.Read(ref _isBroken);

    /// <summary>Whether there is more than what is being read. From any thread it may be out of date.</summary>
    public bool HasMore => _snapshot is not null || _frames.Lag > 0;

    /// <summary>How many bytes of frames wait to be read. From any thread it is about so many.</summary>
    public long Lag => Math.Max(0, _frames.Lag);

    /// <summary>Begins to read what is there. Null: nothing is, or the reader is broken.</summary>
    public LogCursor? Next()
    {
        // Even if the frames after it are lost: where much is written it is always so, and a client is to see something.
        if (_snapshot?.TryBegin() == true)
            return _snapshot;
        _snapshot?.Release();
        _snapshot = null;
        CheckLag();
        return !IsBroken && _frames.TryBegin() ? _frames : null;
    }

    /// <summary>A reader that lags too far is broken and lets go of what it has not begun to read.</summary>
    public void CheckLag()
    {
        if (IsBroken || _frames.Lag <= _maxLag)
            return;
        Volatile.Write(ref _isBroken, true);
        _frames.Cut();
    }

    /// <summary>The log has ended.</summary>
    public void Break() => Volatile.Write(ref _isBroken, true);

    /// <summary>Lets go of all bytes; nothing is read any more.</summary>
    public void LetGo()
    {
        Volatile.Write(ref _isBroken, true);
        _snapshot?.Release();
        _frames.Release();
    }

    /// <summary>Leaves the feed. After <see cref="LetGo"/>.</summary>
    public Task LeaveAsync() => _leave(this);
}
