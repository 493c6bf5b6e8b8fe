using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Calls;
using ObjectTree.Model;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds.Actions;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Feeds.Schedules;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// The feed of a tree in this process. Everybody may see everything, so there is one view group and one log; it exists, and is encoded,
/// only while somebody reads. All fields but the door and the count of joiners are guarded by the tree's lock.
/// </summary>
internal sealed partial class TreeFeed(
    Tree tree, TimeSpan? tick, int transformWindow, TreeAccess access, TimeProvider time, ILogger logger) : IFeed
{
    private readonly TreeDoor _door = new(time, logger, tree.Name);
    private OpenLog? _log; // null: nobody reads
    private long _lastIndex; // where the last log ended
    private TransformWindow? _window; // of that log

    public Tree Tree => tree;

    public string Name => tree.Name;

    public string Epoch => tree.Epoch;

    /// <summary>The index of the newest frame; null: nobody reads, so there are none. For tests of what is encoded.</summary>
    internal long? Newest => tree.Read(() => _log?.Frames.Index);

    public async ValueTask<FeedReader?> ReadAsync(Caller caller, Framing framing, long maxLag, long least, IFeedListener listener)
    {
        Interlocked.Increment(ref _joining);
        try
        {
            return await ReadAsync(framing, maxLag, least, listener).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _joining);
        }
    }

    public async ValueTask<FeedAnswer> CallAsync(Caller caller, CallMessage call, IFeedClient client)
    {
        if (call.ArgumentsError is not null)
            return FeedAnswer.Refused(Rejection.For(RejectionCodes.Validation, call.ArgumentsError));
        IClientAccess? allowed = access.Rules;
        if (access.Rules.Asks)
        {
            (allowed, var rejection) = await AskAsync(caller, () => NeedsOf(call)).ConfigureAwait(false);
            if (rejection is not null)
                return FeedAnswer.Refused(rejection);
        }
        if (!await _door.TryEnterAsync().ConfigureAwait(false))
            return FeedAnswer.Refused(Rejection.Busy("The tree is busy.", TreeDoor.RetryAfter));
        try
        {
            return tree.Read(() => client.IsGone ? FeedAnswer.None : Call(caller, call, allowed));
        }
        catch (OperationRejectedException rejected)
        {
            return FeedAnswer.Refused(Rejection.For(rejected.Code, rejected.Reason));
        }
        catch (Exception exception)
        {
            var correlation = Correlation.New();
            LogCallFailed(call.Method, call.Object, caller.User, correlation, exception);
            return FeedAnswer.Refused(Rejection.Failed(correlation, "The call failed on the server."));
        }
        finally
        {
            _door.Leave();
        }
    }

    private async ValueTask<FeedReader?> ReadAsync(Framing framing, long maxLag, long least, IFeedListener listener)
    {
        for (var hasWaited = false; ; hasWaited = true)
        {
            if (!await _door.TryEnterAsync().ConfigureAwait(false))
                return null;
            FeedReader? reader;
            var making = Task.CompletedTask;
            try
            {
                reader = tree.Read(() => Read(framing, maxLag, least, listener, hasWaited, out making));
            }
            finally
            {
                _door.Leave();
            }
            if (reader is not null)
                return reader;
            await making.ConfigureAwait(false);
        }
    }

    private FeedAnswer Call(Caller caller, CallMessage call, IClientAccess? allowed)
    {
        _door.Running = call;
        try
        {
            var before = tree.Version;
            var result = ClientCalls.Invoke(tree, caller, call.Object, call.Method, call.Arguments, allowed);
            return FeedAnswer.Ok(result, NewestIndex + FramesToCome(before));
        }
        finally
        {
            _door.Running = null;
        }
    }

    private OpenLog Open()
    {
        if (_log is not null)
            return _log;
        tree.Committed += Log;
        _window = new TransformWindow(tree, transformWindow, _lastIndex);
        return _log = new OpenLog(tree, _lastIndex, new FrameSchedule(tree, tick, time, () => _ = LogDueAsync()));
    }

    /// <summary>
    /// Appends the frame that is to leave now, if there is one. What fails here would leave a hole in the log, so it ends the log instead.
    /// </summary>
    private void Append(Transition? transition, Func<FrameSchedule, Transition?, ImmutableArray<Operation>?> take)
    {
        if (_log is not { } log)
            return;
        try
        {
            if (take(log.Schedule, transition) is not { } operations)
                return;
            if (transition?.Version == _actsOn + 1) // what follows upon it has a frame of its own
                Acknowledge(log.Frames.Index + 1);
            log.Append(operations);
            DropOutworn();
        }
        catch (Exception exception)
        {
            Close();
            log.Readers.Break(); // first: whatever the logger does, nobody goes on with a hole
            LogEncodingFailed(tree.Version, exception);
        }
    }

    private async Task LeaveAsync(FeedReader reader)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever asks may be sending for others
        await InsideAsync(() => Leave(reader)).ConfigureAwait(false);
    }

    private void Leave(FeedReader reader)
    {
        _log?.Readers.Remove(reader);
        Tidy();
    }

    /// <summary>Does something under the tree's lock. Waits for it as clients do, without a thread, but as long as it takes.</summary>
    private async Task InsideAsync(Action act)
    {
        await _door.EnterAsync().ConfigureAwait(false);
        try
        {
            tree.Read(() =>
            {
                act();
                return true;
            });
        }
        finally
        {
            _door.Leave();
        }
    }

    /// <summary>Ends what nobody needs any more.</summary>
    private void Tidy()
    {
        if (_log is not { } log)
            return;
        if (log.Readers.IsEmpty && _making is null)
            Close();
        else
        {
            log.Frames.Trim(
                framing => log.Readers.ReadThrough(framing) || _snapshot?.Serves(framing) == true || _making?.Serves(framing) == true);
        }
    }

    private void Close()
    {
        tree.Committed -= Log;
        _lastIndex = _log!.Frames.Index + 1; // one on: who waits for a frame of the old log cannot meet a new one
        _log.Release();
        (_log, _window) = (null, null);
        DropSnapshot();
    }

    [LoggerMessage(
        20, LogLevel.Error, "The call of '{Method}' on object {ObjectId} by {User} failed ({Correlation}); the tree is unharmed.")]
    private partial void LogCallFailed(string method, long objectId, string user, string correlation, Exception exception);

    [LoggerMessage(
        21, LogLevel.Error, "What was committed up to version {Version} could not be encoded; all clients get a snapshot instead.")]
    private partial void LogEncodingFailed(long version, Exception exception);
}
