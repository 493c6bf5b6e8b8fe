using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

// What joiners begin with: a snapshot is made once, outside of the lock, and shared by all who come while it is worth it.
internal sealed partial class TreeFeed
{
    private const int ObjectsPerSlice = 256;
    private const int MostPerSlice = 16_384; // a millisecond or two
    private const long BytesPerSlices = 65_536; // when more than this was written meanwhile, the slices grow

    private SharedSnapshot? _snapshot; // the last one, for the next who joins; null: there is none that is worth it
    private SharedSnapshot? _making;
    private Task _made = Task.CompletedTask; // when that one is there
    private long _snapshots;
    private int _joining; // those who begin to read and have not; not guarded

    /// <summary>How many snapshots were made. For tests of what is encoded.</summary>
    internal long Snapshots => tree.Read(() => _snapshots);

    /// <summary>
    /// Begins to read from the last snapshot. Null: there is none for this reader before <paramref name="making"/> is done.
    /// </summary>
    private FeedReader? Read(Framing framing, long maxLag, long least, IFeedListener listener, bool hasWaited, out Task making)
    {
        making = _made;
        // Who has waited takes what there is.
        if (_snapshot?.Serves(framing) != true || _snapshot.Start < least || (_snapshot.IsOutworn(_log!.Frames.Length) && !hasWaited))
        {
            making = Snapshot(framing);
            return null;
        }
        var reader = _snapshot.Read(framing, NewestIndex + FramesToCome(Everything), maxLag, listener, LeaveAsync);
        _log!.Readers.Add(reader);
        return reader;
    }

    /// <summary>Begins to make a snapshot, unless one is being made; done when it is there.</summary>
    private Task Snapshot(Framing framing)
    {
        if (_making is not null)
            return _made;
        Flush();
        var log = Open(); // after that: when a frame could not be encoded, the log has ended
        log.Frames.WriteFor(framing);
        var capture = tree.BeginCapture(withTransient: true);
        _making = new SharedSnapshot(log.Frames.Index, log.Frames.Length, log.Frames.ReadFromEnd());
        return _made = MakeAsync(log, _making, capture, [.. log.AnnouncedRecords]);
    }

    /// <summary>
    /// Takes the tree in slices, so that writers wait for no more than one, and encodes it without its lock. The message holds all types of
    /// the tree, used or not, and all records of the log: it may have announced them to others already.
    /// </summary>
    private async Task MakeAsync(OpenLog log, SharedSnapshot making, TreeCapture capture, ImmutableArray<RecordSchema> records)
    {
        var isMade = false;
        var (objects, message) = (new RentedBytes(), new RentedBytes());
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var (writer, slice) = (new SnapshotWriter(objects), new List<ObjectState>());
            var (count, length) = (ObjectsPerSlice, log.Frames.Length);
            for (; capture.TryTake(count, slice); slice.Clear())
            {
                writer.Add(slice); // at once, so that no more than a slice is held as objects
                if (log.Frames.Length - length < BytesPerSlices)
                    continue;
                // All that is written meanwhile is kept: the more there is of it, the sooner this has to end.
                (count, length) = (Math.Min(count * 2, MostPerSlice), log.Frames.Length);
            }
            writer.WriteHead(message, capture.Types, records);
            message.Write(objects.Rest.Span);
            making.Fill(MessageParts.Split(message.Rest, MessageSizes.ToClient));
            isMade = true;
        }
        finally
        {
            objects.Release();
            message.Release();
            capture.Dispose();
            await InsideAsync(() => Keep(log, making, isMade)).ConfigureAwait(false);
        }
    }

    private void Keep(OpenLog log, SharedSnapshot made, bool isMade)
    {
        _making = null;
        if (isMade && log == _log)
        {
            DropSnapshot();
            _snapshot = made;
            _snapshots++;
            return;
        }
        made.Release();
        Tidy();
    }

    private void DropOutworn()
    {
        if (_snapshot?.IsOutworn(_log!.Frames.Length) != true || Volatile.Read(ref _joining) > 0)
            return; // what joiners wait for has to be there when they come, or they would wait for the next, and so on
        DropSnapshot();
        Tidy();
    }

    private void DropSnapshot()
    {
        _snapshot?.Release();
        _snapshot = null;
    }
}
