using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ObjectTree.Client.Replica;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Client;

/// <summary>
/// A client's mirror of a server's tree. One thread at a time applies what the server sends: each frame whole or
/// not at all, in order. When it is applied, that thread calls observers, events and views, in the order of the
/// operations, without holding the tree's lock; the next frame waits for them. Any thread may read: single values
/// as they are, collections under the lock, and several things of one moment with <see cref="Read{T}(Func{T})"/>.
/// </summary>
/// <remarks>
/// Attributes that the server opens to clients can be written, and objects of classes that it opens created, moved and destroyed, on any
/// thread: what is changed is shown at once, on top of what the server says, and the server is asked for it. It answers each change: it
/// is made, and the tree shows the server's own; or it is refused, and the tree shows the state without it (<see cref="Rejected"/>). Who
/// writes calls the observers, unless another thread is in the tree: that one may call them then. Writing throws an
/// <see cref="OperationRejectedException"/> when the attribute is closed (FORBIDDEN), what its class says of it is broken (VALIDATION), an
/// object would come below itself (CYCLE) or a thousand changes are not settled (LIMIT); a <see cref="ConnectionException"/> when there is
/// no connection; and an <see cref="InvalidOperationException"/> when the object is gone.
/// </remarks>
public sealed partial class ReplicaTree
{
    private readonly ILogger _logger;
    private readonly Settlement _settlement;
    private readonly ReplicaDrafts _drafts;
    private readonly Action<int> _settleFrame;
    private ReplicaSteps _steps = new(); // what is not told yet; guarded by Lock
    private ReplicaSteps _told = new(); // what is being told; changes places with the other under both locks
    private bool _isTelling; // guarded by _gate: what is done meanwhile is told by the same
    private ReplicaContent _content; // replaced and changed under Lock by whoever holds _gate

    // Held while a message is applied and told, and while views are registered: views and observers are called by one thread at a time.
    // Taken before Lock.
    private readonly Lock _gate = new();

    internal ReplicaTree(ILogger logger)
    {
        _logger = logger;
        _content = new ReplicaContent(this);
        Own = new OwnChanges(this);
        _settlement = new Settlement(this, Own);
        _settleFrame = _ => _settlement.FrameApplied();
        Writer = new ReplicaWriter(this, Own, _settlement);
        _drafts = new ReplicaDrafts(this, Own, _settlement, Writer);
        Watches = new UndoWatches(this);
        Views = new ViewRegistry(this);
    }

    /// <summary>After each frame or snapshot, once: what it did.</summary>
    public event Action<ImmutableArray<Operation>>? Applied;

    /// <summary>For each new object, parents before children, when its attributes are all there; after its view is made.</summary>
    public event Action<ReplicaObject>? Created;

    /// <summary>For each object that is gone, children before parents; after its view was told.</summary>
    public event Action<ReplicaObject>? Destroyed;

    /// <summary>
    /// For each change of this client that the server refused, or that was not settled when the connection ended
    /// (<see cref="RejectedAction.Disconnected"/>), once it is out of the tree again; on the thread that tells. What a handler throws is
    /// logged.
    /// </summary>
    public event Action<RejectedAction>? Rejected;

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">No snapshot has come yet.</exception>
    public ReplicaObject Root => Read(() => _content.Root) ?? throw new InvalidOperationException("The tree is not there yet.");

    /// <summary>All objects at this moment, in no order.</summary>
    public IReadOnlyList<ReplicaObject> Objects => Read(() => _content.Objects.Values.ToArray());

    /// <summary>The classes of views by frontend type.</summary>
    public ViewRegistry Views { get; }

    internal TreeLock Lock { get; } = new();

    /// <summary>What is shown. Under the lock.</summary>
    internal ReplicaContent Content => _content;

    /// <summary>What is not told yet. Under the lock.</summary>
    internal ReplicaSteps Steps => _steps;

    /// <summary>What this client has changed of what is shown. Under the lock.</summary>
    internal OwnChanges Own { get; }

    internal ReplicaWriter Writer { get; }

    internal UndoWatches Watches { get; }

    /// <summary>Whether the calling thread is making a part of an action or a draft.</summary>
    internal bool IsRecording => Lock.IsHeld && Own.Recording is not null;

    /// <summary>How many actions are not settled. For tests.</summary>
    internal int Pending => Read(() => Own.Queue?.Actions.Count ?? 0);

    /// <summary>What a reader of the next message needs; for the thread that applies.</summary>
    internal ISchemaSource Schema => _content;

    /// <summary>The object with a key, or null.</summary>
    public ReplicaObject? Find(string key) => Read(() => _content.Find(key));

    /// <summary>
    /// Finds an object by id. By a negative one also what this client has created with it, when the server has given it its own: the latest
    /// 4,096.
    /// </summary>
    public bool TryGetObject(long id, [NotNullWhen(true)] out ReplicaObject? found)
    {
        Lock.Enter(); // not in Read: references look for objects at each change
        try
        {
            found = _content.Shown(id) ?? (Own.Ids.Find(id) is { } now ? _content.Shown(now) : null);
            return found is not null;
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Reads several things of one moment: no frame is applied meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The thread is inside another client's tree.</exception>
    public T Read<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Lock.Enter();
        try
        {
            return read();
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Reads several things of one moment: no frame is applied meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The thread is inside another client's tree.</exception>
    public void Read(Action read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Lock.Enter();
        try
        {
            read();
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>
    /// Creates an object: it is there at once, and the server is asked for it. Until the server has made it, it has a negative
    /// <see cref="ReplicaObject.Id"/>, and its attributes hold nothing but what is written here: what its class fills in comes with the
    /// server's answer. It stays the same object then. Refused, it is gone, with all below it.
    /// </summary>
    /// <param name="type">The name of its type on the server, whose class has to be <c>[ClientCreatable]</c>.</param>
    /// <param name="parent">The object above it.</param>
    /// <param name="init">Writes its first values; a part of the same action. When it throws, nothing has changed.</param>
    /// <param name="index">Its place among the parent's children; −1: the last.</param>
    /// <param name="key">Its key, unique in the tree; null: none.</param>
    /// <exception cref="ArgumentException">
    /// There is no such type that the server has told of, the key is taken, or the parent is not of this tree.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many children.</exception>
    /// <exception cref="InvalidOperationException">The parent is gone or in a draft.</exception>
    /// <exception cref="ConnectionException">There is no connection.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: a thousand changes are not settled.</exception>
    public ReplicaObject Create(
        string type, ReplicaObject parent, Action<ReplicaObject>? init = null, int index = -1, string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(parent);
        if (key is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            Value.ThrowIfIllFormed(key);
        }
        return Writer.Create(type, parent, init, index, key);
    }

    /// <summary>Begins a draft: changes that only this client sees until it commits them.</summary>
    /// <param name="change">Writes, creates, moves and destroys what is in it first. When it throws, there is no draft.</param>
    /// <exception cref="InvalidOperationException">
    /// An object is gone or in another draft, or this is inside another draft or action.
    /// </exception>
    /// <exception cref="OperationRejectedException">
    /// FORBIDDEN: an attribute is closed to clients. VALIDATION: what its class says of it is broken. CYCLE: an object would come below
    /// itself.
    /// </exception>
    public Draft Draft(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _drafts.Begin(change);
    }

    /// <summary>Makes one action of all that is written; completes when it is settled.</summary>
    internal Task Record(Action change) => Writer.Record(change);

    /// <summary>Lets nothing be applied or told meanwhile.</summary>
    /// <param name="act">Gets all objects that were told, parents before children.</param>
    /// <exception cref="InvalidOperationException">
    /// The thread is inside a <see cref="Read{T}(Func{T})"/>, where two could wait for each other.
    /// </exception>
    internal void Exclusively(Action<IReadOnlyList<ReplicaObject>> act)
    {
        if (Lock.IsHeld && !_gate.IsHeldByCurrentThread)
            throw new InvalidOperationException("This may not be done inside Read.");
        try
        {
            lock (_gate)
                Read(() => act(_content.Root is { } root ? ReplicaWalk.ParentsFirst(root).FindAll(one => one.IsKnown) : []));
        }
        finally
        {
            TellUntold();
        }
    }
}
