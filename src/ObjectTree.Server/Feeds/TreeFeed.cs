using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObjectTree.Model;
using ObjectTree.Server.Access;
using ObjectTree.Server.Feeds.Actions;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Feeds.Schedules;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// The feed of a tree in this process. Everybody may see everything, so there is one view group and one log; it exists, and is encoded,
/// only while somebody reads. All fields but the door, the limit of callbacks and the count of joiners are guarded by the tree's lock.
/// </summary>
internal sealed partial class TreeFeed(
    Tree tree, FeedOptions options, TreeAccess access, TimeProvider time, ILogger logger) : IFeed
{
    private readonly TreeDoor _door = new(time, logger, tree.Name);
    private readonly CallbackLimit _callbacks = new(time, logger);
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

    private OpenLog Open()
    {
        if (_log is not null)
            return _log;
        tree.Committed += Log;
        _window = new TransformWindow(tree, options.TransformWindow, _lastIndex);
        return _log = new OpenLog(tree, _lastIndex, new FrameSchedule(tree, options.Tick, time, () => _ = LogDueAsync()));
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
            tree.Read(act);
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
        21, LogLevel.Error, "What was committed up to version {Version} could not be encoded; all clients get a snapshot instead.")]
    private partial void LogEncodingFailed(long version, Exception exception);
}
