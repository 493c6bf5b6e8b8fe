using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Server.Feeds;

/// <summary>A cursor into a feed: a snapshot, and the frames after it. One thread reads it; <see cref="Wake"/> and <see cref="Break"/> come from any.</summary>
internal sealed class FeedReader : IDisposable
{
    private readonly FrameLog _log;
    private readonly Action _wake;
    private readonly Action<FeedReader> _leave;
    private LoggedFrame _last; // the frame that was read last

    public FeedReader(FrameLog log, IReadOnlyList<ReadOnlyMemory<byte>> snapshot, Action wake, Action<FeedReader> leave)
    {
        (_log, _wake, _leave, Snapshot) = (log, wake, leave, snapshot);
        _last = log.Tail;
        Start = _last.Index;
    }

    /// <summary>The state before the first frame: one message, or its parts.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Snapshot { get; }

    /// <summary>The index of the frame that the snapshot holds as the last; the position of a later frame counts from here.</summary>
    public long Start { get; }

    /// <summary>Whether the reader has to begin again with a new snapshot.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>How many bytes wait to be read.</summary>
    public long Lag => _log.Tail.End - _last.End;

    public bool TryRead([NotNullWhen(true)] out LoggedFrame? frame)
    {
        frame = _last.Next;
        if (frame is null)
            return false;
        _last = frame;
        return true;
    }

    public void Wake() => _wake();

    public void Break()
    {
        IsBroken = true;
        _wake();
    }

    public void Dispose() => _leave(this);
}
