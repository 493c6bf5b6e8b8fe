using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Feeds.Schedules;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// What a feed has while somebody reads it: the frames, who reads them, and what makes frames of that which is committed. Guarded by the
/// tree's lock.
/// </summary>
internal sealed class OpenLog
{
    private const int SpareFrame = 1 << 20; // what larger frames needed is not kept

    private readonly FrameEncoder _encoder = new();
    private ArrayBufferWriter<byte> _frame = new();

    /// <param name="tree">The tree.</param>
    /// <param name="index">The index of the last frame before this log.</param>
    /// <param name="schedule">Tells what of that which is committed leaves when. Ends with the log.</param>
    public OpenLog(Tree tree, long index, FrameSchedule schedule)
    {
        (Schedule, Frames) = (schedule, new FrameLog(index));
        foreach (var type in tree.Types)
            _encoder.MarkAnnounced(type); // every snapshot holds them
    }

    public FrameSchedule Schedule { get; }

    public FrameLog Frames { get; }

    public FeedReaders Readers { get; } = new();

    /// <summary>The records that frames use without announcing them again.</summary>
    public IEnumerable<RecordSchema> AnnouncedRecords => _encoder.AnnouncedRecords;

    /// <summary>Appends what leaves as the next frame, and has it sent.</summary>
    public void Append(ImmutableArray<Operation> operations)
    {
        try
        {
            _encoder.Encode(_frame, operations);
            if (_frame.WrittenCount <= MessageSizes.ToClient)
                Frames.Append(_frame.WrittenSpan);
            else
                Frames.Append(MessageParts.Split(_frame.WrittenMemory, MessageSizes.ToClient));
        }
        finally
        {
            if (_frame.Capacity > SpareFrame)
                _frame = new ArrayBufferWriter<byte>();
            else
                _frame.ResetWrittenCount();
        }
        Readers.Wake();
    }

    /// <summary>Ends the log. Its readers can still read what is there.</summary>
    public void Release()
    {
        Frames.Release();
        Schedule.Dispose();
    }
}
