using System.Buffers;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Instructions;
using ObjectTree.Protocol.Messages;


namespace ObjectTree.Server.Feeds;

/// <summary>
/// The feed of a tree in this process. Everybody may see everything, so there is one view group and one log; it exists, and is encoded, only
/// while somebody reads. All fields are guarded by the tree's lock.
/// </summary>
internal sealed partial class TreeFeed(Tree tree, ILogger logger) : IFeed
{
    private FrameEncoder _encoder = new();
    private FrameLog? _log; // null: nobody reads
    private (long Index, long End) _logged; // where the last log ended
    private (long Version, IReadOnlyList<ReadOnlyMemory<byte>> Messages)? _snapshot; // the newest, for the next who joins

    public Tree Tree => tree;

    public string Epoch => tree.Epoch;

    public FeedReader Read(Caller caller, Action wake) => tree.Read(() =>
    {
        var snapshot = Snapshot(); // first: when it fails, nothing has begun
        if (_log is null)
        {
            _log = new FrameLog(_logged.Index, _logged.End);
            _encoder = new FrameEncoder();
            foreach (var type in tree.Types)
                _encoder.MarkAnnounced(type); // every snapshot holds them
            tree.Committed += Log;
        }
        var reader = new FeedReader(_log, snapshot, wake, Leave);
        _log.Add(reader);
        return reader;
    });

    public FeedAnswer Call(Caller caller, CallMessage call)
    {
        if (call.ArgumentsError is not null)
            return Refuse(RejectionCodes.Validation, call.ArgumentsError);
        try
        {
            return tree.Read(() =>
            {
                var result = ClientCalls.Invoke(tree, caller, call.Object, call.Method, call.Arguments);
                return new FeedAnswer(null, result, _log?.Tail.Index ?? 0);
            });
        }
        catch (OperationRejectedException rejected)
        {
            return Refuse(rejected.Code, rejected.Reason);
        }
        catch (Exception exception)
        {
            var correlation = Correlation.New();
            LogCallFailed(call.Method, call.Object, caller.User, correlation, exception);
            return Refuse(RejectionCodes.Internal, "The call failed on the server.") with { Correlation = correlation };
        }
    }

    private static FeedAnswer Refuse(string code, string reason) => new(code, Value.FromString(reason), 0);

    /// <summary>Appends what a transition did. An observer's exception would leave a hole in the log, so it ends the log instead.</summary>
    private void Log(Transition transition)
    {
        try
        {
            var frame = new ArrayBufferWriter<byte>(64);
            _encoder.Encode(frame, transition.Operations);
            _log!.Append([.. MessageParts.Split(frame.WrittenMemory, MessageSizes.ToClient)]);
        }
        catch (Exception exception)
        {
            LogEncodingFailed(transition.Version, exception);
            var broken = _log!;
            Close();
            broken.Break();
        }
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Snapshot()
    {
        if (_snapshot is not { } known || known.Version != tree.Version)
        {
            // All types of the tree, used or not: the log may have announced them to others already.
            var bytes = new ArrayBufferWriter<byte>();
            SnapshotWriter.Write(bytes, tree.Types, tree.Serialize().Objects);
            _snapshot = known = (tree.Version, [.. MessageParts.Split(bytes.WrittenMemory, MessageSizes.ToClient)]);
        }
        return known.Messages;
    }

    private void Leave(FeedReader reader) => tree.Read(() =>
    {
        if (_log is null)
            return false;
        _log.Remove(reader);
        if (!_log.HasReaders)
            Close();
        return true;
    });

    private void Close()
    {
        tree.Committed -= Log;
        _logged = (_log!.Tail.Index + 1, _log.Tail.End); // one on: who waits for a frame of the old log cannot meet a new one
        _log = null;
        _snapshot = null;
    }

    [LoggerMessage(20, LogLevel.Error, "The call of '{Method}' on object {ObjectId} by {User} failed ({Correlation}); the tree is unharmed.")]
    private partial void LogCallFailed(string method, long objectId, string user, string correlation, Exception exception);

    [LoggerMessage(21, LogLevel.Error, "Version {Version} could not be encoded; all clients get a snapshot instead.")]
    private partial void LogEncodingFailed(long version, Exception exception);
}
