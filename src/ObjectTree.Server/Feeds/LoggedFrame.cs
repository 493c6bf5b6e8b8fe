namespace ObjectTree.Server.Feeds;

/// <summary>
/// One frame of a log, and the way to the next. Readers hold the frame they sent last, so what all have left behind is garbage by itself.
/// </summary>
internal sealed class LoggedFrame(IReadOnlyList<ReadOnlyMemory<byte>> messages, long index, long end)
{
    private LoggedFrame? _next;

    /// <summary>The frame as it goes out: one message, or its parts.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Messages => messages;

    /// <summary>How many frames of its feed came before.</summary>
    public long Index => index;

    /// <summary>How many bytes the feed has logged up to and with this frame.</summary>
    public long End => end;

    /// <summary>The frame after this one; null while there is none. Set once, under the tree's lock; read by any thread.</summary>
    public LoggedFrame? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }
}
