using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// The feed of a tree in this process. Everybody may see everything, so there is one view group and one log; it exists, and is encoded, only
/// while somebody reads. All fields but the door are guarded by the tree's lock.
/// </summary>
internal sealed partial class TreeFeed(Tree tree, TimeSpan? tick, TimeProvider time, ILogger logger) : IFeed
{
    private readonly TreeDoor _door = new(time, logger, tree.Name);
    private FrameEncoder _encoder = new();
    private FrameLog? _log; // null: nobody reads
    private (long Index, long End) _logged; // where the last log ended
    private IReadOnlyList<ReadOnlyMemory<byte>>? _snapshot; // of this moment, for the next who joins; null: not made

    public Tree Tree => tree;

    public string Epoch => tree.Epoch;

    /// <summary>The newest frame; null: nobody reads, so there are none. For tests of what is held and what is encoded.</summary>
    internal LoggedFrame? Newest => tree.Read(() => _log?.Tail);

    public async ValueTask<FeedReader?> ReadAsync(Caller caller, long maxLag, Action wake)
    {
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return null;
        try
        {
            return tree.Read(() => Read(maxLag, wake));
        }
        finally
        {
            _door.Leave();
        }
    }

    public async ValueTask<FeedAnswer> CallAsync(Caller caller, CallMessage call)
    {
        if (call.ArgumentsError is not null)
            return FeedAnswer.Refused(RejectionCodes.Validation, call.ArgumentsError);
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return FeedAnswer.Busy("The tree is busy.", TreeDoor.RetryAfter);
        try
        {
            return tree.Read(() => Call(caller, call));
        }
        catch (OperationRejectedException rejected)
        {
            return FeedAnswer.Refused(rejected.Code, rejected.Reason);
        }
        catch (Exception exception)
        {
            var correlation = Correlation.New();
            LogCallFailed(call.Method, call.Object, caller.User, correlation, exception);
            return FeedAnswer.Failed(correlation);
        }
        finally
        {
            _door.Leave();
        }
    }

    private FeedReader Read(long maxLag, Action wake)
    {
        Flush();
        var snapshot = _snapshot ?? Encode(); // first: when it fails, nothing has begun
        if (_log is null)
        {
            _log = new FrameLog(_logged.Index, _logged.End);
            OpenSchedule();
            _encoder = new FrameEncoder();
            foreach (var type in tree.Types)
                _encoder.MarkAnnounced(type); // every snapshot holds them
            tree.Committed += Log;
        }
        _snapshot = snapshot;
        var reader = new FeedReader(_log.Tail, snapshot, maxLag, wake, LeaveAsync);
        _log.Add(reader);
        return reader;
    }

    private FeedAnswer Call(Caller caller, CallMessage call)
    {
        _door.Running = call;
        try
        {
            var before = tree.Version;
            var result = ClientCalls.Invoke(tree, caller, call.Object, call.Method, call.Arguments);
            return FeedAnswer.Ok(result, (_log?.Tail.Index ?? 0) + FramesToCome(before));
        }
        finally
        {
            _door.Running = null;
        }
    }

    /// <summary>Appends the frame that is to leave now, if there is one. An observer's exception would leave a hole in the log, so it ends the log instead.</summary>
    private bool Append(Transition? transition, Func<FrameSchedule, Transition?, ImmutableArray<Operation>?> take)
    {
        if (_schedule is null)
            return false;
        try
        {
            if (take(_schedule, transition) is not { } operations)
                return false;
            var frame = new ArrayBufferWriter<byte>(64);
            _encoder.Encode(frame, operations);
            _log!.Append([.. MessageParts.Split(frame.WrittenMemory, MessageSizes.ToClient)]);
            return true;
        }
        catch (Exception exception)
        {
            var broken = _log!;
            Close();
            broken.Break(); // first: whatever the logger does, nobody goes on with a hole
            LogEncodingFailed(tree.Version, exception);
            return false;
        }
    }

    private List<ReadOnlyMemory<byte>> Encode()
    {
        // All types of the tree, used or not, and all records of the log: it may have announced them to others already.
        var bytes = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(bytes, tree.Types, _log is null ? [] : _encoder.AnnouncedRecords, tree.Serialize(withTransient: true).Objects);
        return [.. MessageParts.Split(bytes.WrittenMemory, MessageSizes.ToClient)];
    }

    private async ValueTask LeaveAsync(FeedReader reader)
    {
        await _door.EnterAsync().ConfigureAwait(false);
        try
        {
            tree.Read(() => Leave(reader));
        }
        finally
        {
            _door.Leave();
        }
    }

    private bool Leave(FeedReader reader)
    {
        if (_log is null)
            return false;
        _log.Remove(reader);
        if (!_log.HasReaders)
            Close();
        return true;
    }

    private void Close()
    {
        tree.Committed -= Log;
        _logged = (_log!.Tail.Index + 1, _log.Tail.End); // one on: who waits for a frame of the old log cannot meet a new one
        _log = null;
        CloseSchedule();
        _snapshot = null;
    }

    [LoggerMessage(20, LogLevel.Error, "The call of '{Method}' on object {ObjectId} by {User} failed ({Correlation}); the tree is unharmed.")]
    private partial void LogCallFailed(string method, long objectId, string user, string correlation, Exception exception);

    [LoggerMessage(21, LogLevel.Error, "What was committed up to version {Version} could not be encoded; all clients get a snapshot instead.")]
    private partial void LogEncodingFailed(long version, Exception exception);
}
