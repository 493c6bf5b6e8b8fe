using ObjectTree.Protocol;
using ObjectTree.Server.Calls;
using ObjectTree.Server.Feeds.Actions;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// What sessions know of a tree: a snapshot and the frames after it, for a caller; and an answer to what a caller asks. A
/// tree in this process is one feed, a tree on another machine would be another. Access and visibility are decided behind it.
/// </summary>
internal interface IFeed
{
    /// <summary>The tree's name.</summary>
    string Name { get; }

    /// <summary>The tree's epoch.</summary>
    string Epoch { get; }

    /// <summary>Whether a caller may join.</summary>
    /// <exception cref="Access.TooLateException">The application does not say.</exception>
    /// <remarks>What the application's function throws comes through.</remarks>
    ValueTask<bool> AdmitAsync(Caller caller);

    /// <summary>Tells the application that a caller has joined, before it reads. Never throws.</summary>
    ValueTask JoinedAsync(Func<ClientSession> session);

    /// <summary>Tells the application that a caller that had joined has left. Never throws.</summary>
    ValueTask LeftAsync(Func<ClientSession> session);

    /// <summary>Begins to read. Null: the tree is too busy.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="framing">How the bytes are to lie.</param>
    /// <param name="maxLag">How many bytes of frames may wait for the reader; when more do, it is broken.</param>
    /// <param name="least">The index of a frame that the snapshot has to hold.</param>
    /// <param name="listener">Is visited when there is more.</param>
    ValueTask<FeedReader?> ReadAsync(Caller caller, Framing framing, long maxLag, long least, IFeedListener listener);

    /// <summary>Answers a call, or tells how it is made. Never throws for what the caller or the called method did wrong.</summary>
    ValueTask<CallStart> CallAsync(CallRequest request);

    /// <summary>The tree's version now, for <see cref="FindIndexAsync"/>.</summary>
    long Version { get; }

    /// <summary>The frame that tells the last of what was changed since a version; it may be the next one, still to come.</summary>
    ValueTask<long> FindIndexAsync(long since);

    /// <summary>Begins to tell a watcher what its caller may undo in the history of an object, or ends that.</summary>
    Task WatchAsync(UndoWatcher watcher, long objectId, bool isOn);

    /// <summary>Tells a watcher nothing any more.</summary>
    Task ForgetAsync(UndoWatcher watcher);

    /// <summary>Takes what a caller proposes, and answers it before this completes.</summary>
    /// <exception cref="ProtocolException">The action is malformed, or about a frame that is yet to come.</exception>
    ValueTask ActAsync(ActionRequest request, IActionAnswers answers);
}
