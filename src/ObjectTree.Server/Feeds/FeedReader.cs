using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// A cursor into a feed: a snapshot, and the frames after it. One thread reads it;
/// <see cref="Told"/> and <see cref="Break"/> come from whoever writes the log.
/// </summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private readonly long _maxLag;
    private readonly Action _wake;
    private readonly Func<FeedReader, ValueTask> _leave;
    private IReadOnlyList<ReadOnlyMemory<byte>> _snapshot;
    private LoggedFrame _last; // the frame that was read last; read by the log's writer too
    private bool _isBroken;

    public FeedReader(
        LoggedFrame last, IReadOnlyList<ReadOnlyMemory<byte>> snapshot, long maxLag, Action wake, Func<FeedReader, ValueTask> leave)
    {
        (_last, _snapshot, _maxLag, _wake, _leave) = (last, snapshot, maxLag, wake, leave);
        Start = last.Index;
    }

    /// <summary>The index of the frame that the snapshot holds as the last; the position of a later frame counts from here.</summary>
    public long Start { get; }

    /// <summary>Whether the reader has to begin again with a new snapshot.</summary>
    public bool IsBroken => Volatile.Read(ref _isBroken);

    /// <summary>The state before the first frame: one message, or its parts. Once: a session that lasts is not to hold on to it.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> TakeSnapshot()
    {
        var snapshot = _snapshot;
        _snapshot = [];
        return snapshot;
    }

    public bool TryRead([NotNullWhen(true)] out LoggedFrame? frame)
    {
        frame = IsBroken ? null : _last.Next;
        if (frame is null)
            return false;
        Volatile.Write(ref _last, frame);
        return true;
    }

    /// <summary>
    /// Tells that the log has a new frame. A reader that lags too far is
    /// broken and lets go of what it has not read, even while it is stuck.
    /// </summary>
    /// <param name="newest">The new frame.</param>
    public void Told(LoggedFrame newest)
    {
        var last = Volatile.Read(ref _last);
        if (newest.End - last.End > _maxLag)
        {
            Volatile.Write(ref _isBroken, true);
            last.Next = null; // only readers that lag as far stand here
        }
        _wake();
    }

    public void Break()
    {
        Volatile.Write(ref _isBroken, true);
        _wake();
    }

    public ValueTask DisposeAsync() => _leave(this);
}
