using System.Diagnostics.CodeAnalysis;
using ObjectTree.Client.Replica;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client;

/// <summary>One object of a server's tree, as its client sees it.</summary>
public sealed class ReplicaObject : ITopicHost, ITreeObject
{
    // 0 are the tags, as on the wire, then those of the type, then the added ones by number. Replaced as a whole under the replica's lock;
    // any thread may read.
    private volatile ReplicaAttribute[] _attributes;
    private UndoWatch? _undo; // made when first needed

    // As the thread that holds the replica's lock sees it, and as all others do: they see nothing of what is between two states.
    private ReplicaObject? _parent;
    private volatile ReplicaObject? _shownParent;
    private volatile bool _isShownGone;

    internal ReplicaObject(ReplicaTree tree, ReplicaObject? parent, ObjectState state)
    {
        (Tree, _parent, _shownParent, Id, Key, Schema) = (tree, parent, parent, state.Id, state.Key, state.Type);
        Children = new ChildList<ReplicaObject>(this);
        var attributes = new ReplicaAttribute[Schema.Attributes.Length + 1];
        attributes[0] = Hold(AttributeSchema.Tags, 0, Tags, state.Tags);
        for (var i = 1; i < attributes.Length; i++)
        {
            var declared = Schema.Attributes[i - 1];
            attributes[i] = Hold(declared, i, TopicKinds.Create(declared.Kind), state.Attributes[i - 1]);
        }
        _attributes = attributes;
        foreach (var added in state.Added)
            Add(added);
    }

    /// <summary>
    /// It got an attribute that its type does not have; told its name, after the frame is applied, on the thread that applies.
    /// Not for those that it has when its creation is told.
    /// </summary>
    public event Action<string>? AttributeAdded;

    /// <summary>
    /// It lost such an attribute; told its name, likewise. The attribute's topics keep their last values and tell nothing any more.
    /// </summary>
    public event Action<string>? AttributeRemoved;

    /// <summary>
    /// A change that this client made of an attribute was written, settled, refused or lost; told the attribute's name, as observers are.
    /// <see cref="IsPending"/> and <see cref="GetFailure"/> say more.
    /// </summary>
    public event Action<string>? WritesChanged;

    /// <summary>
    /// The id, unique in the tree; 1 is the root. Negative as long as only this client has created the object: it becomes the real one when
    /// the object is there on the server and here.
    /// </summary>
    public long Id { get; internal set; }

    /// <summary>The tree that this object is or was in.</summary>
    public ReplicaTree Tree { get; }

    /// <summary>The name of its type on the server.</summary>
    public string TypeName => Schema.Name;

    /// <summary>The name that views are registered for.</summary>
    public string FrontendType => Schema.FrontendType;

    /// <summary>Its key, unique in the tree, or null.</summary>
    public string? Key { get; private set; }

    /// <summary>The object above it; null for the root. A destroyed object keeps its last one.</summary>
    public ReplicaObject? Parent
    {
        get => Tree.Lock.IsHeld ? _parent : _shownParent;
        internal set => _parent = value;
    }

    /// <summary>The objects below it, in order. Observable.</summary>
    public ChildList<ReplicaObject> Children { get; }

    /// <summary>Its tags. Observable; writing throws.</summary>
    public SetTopic<string> Tags { get; } = new();

    /// <summary>Whether it is the root.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>
    /// Whether it is gone: destroyed on the server or by this client, refused, or replaced by a new snapshot. It keeps its last values.
    /// What this client destroyed comes back, the same, when the server refuses that.
    /// </summary>
    public bool IsDestroyed
    {
        get => Tree.Lock.IsHeld ? IsGone : _isShownGone;
        internal set => IsGone = value;
    }

    /// <summary>Its view, when one is registered for its frontend type; else null.</summary>
    public View? View { get; internal set; }

    /// <summary>The names of its attributes, those of its type in their order, then those that were added to it.</summary>
    public IEnumerable<string> AttributeNames => _attributes.Skip(1).Select(attribute => attribute.Name);

    /// <summary>The names of the methods that clients may call.</summary>
    public IReadOnlyList<string> Methods => Schema.Methods;

    long ITopicHost.ObjectId => Id;

    bool ITopicHost.IsEntered => Tree.Lock.IsHeld;

    /// <summary>Whether it is not there, for whoever holds the lock.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Whether only this client has created it.</summary>
    internal bool IsLocal => Id < 0;

    /// <summary>What this client has created it with; null: it is not that one's any more.</summary>
    internal PendingAction? Creator { get; set; }

    /// <summary>Whether its creation was told.</summary>
    internal bool IsKnown { get; set; }

    internal TypeSchema Schema { get; }

    internal UndoWatch Undo => Volatile.Read(ref _undo) ?? Interlocked.CompareExchange(ref _undo, new UndoWatch(this), null) ?? _undo;

    internal bool IsWatched => Volatile.Read(ref _undo)?.IsObserved == true;

    internal bool ChildrenAreObserved => ((IHostedChildren<ReplicaObject>)Children).IsObserved;

    internal List<ReplicaObject> ChildItems => ((IHostedChildren<ReplicaObject>)Children).Items;

    /// <summary>
    /// An attribute's topic, which takes any item: a <see cref="StringTopic"/>, <see cref="IntTopic"/>, <see cref="FloatTopic"/>,
    /// <see cref="BoolTopic"/>, a <see cref="RefTopic{T}"/> of <see cref="ITreeObject"/>, or a <see cref="ValueTopic{T}"/>,
    /// <see cref="ListTopic{T}"/>, <see cref="SetTopic{T}"/>, <see cref="DictTopic{T}"/> or <see cref="EventTopic{T}"/> of
    /// <see cref="Model.Values.Value"/>. The same at each call. Written, it changes at once, and the server is asked; see
    /// <see cref="ReplicaTree"/>.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It has no such attribute.</exception>
    public Topic GetAttribute(string name) => Attribute(name).Own;

    /// <summary>
    /// An attribute's topic with items of a certain type, such as a <c>DictTopic&lt;string&gt;</c> or, of
    /// a reference, a <c>RefTopic&lt;ReplicaObject&gt;</c>. The same at each call. Written likewise.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It has no such attribute.</exception>
    /// <exception cref="InvalidOperationException">The attribute is of another kind, or holds items of another type.</exception>
    public TTopic GetAttribute<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TTopic>(string name)
        where TTopic : Topic
    {
        var attribute = Attribute(name);
        return Tree.Read(attribute.As<TTopic>);
    }

    /// <summary>Whether a change that this client made of an attribute is not settled by the server yet.</summary>
    /// <exception cref="KeyNotFoundException">It has no such attribute.</exception>
    public bool IsPending(string name)
    {
        var attribute = Attribute(name);
        return Tree.Read(() => attribute.IsPending);
    }

    /// <summary>
    /// Why the last change that this client made of an attribute was refused, or with <see cref="RejectedAction.Disconnected"/> lost; null:
    /// it was not, or is not settled yet.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It has no such attribute.</exception>
    public OperationRejectedException? GetFailure(string name)
    {
        var attribute = Attribute(name);
        return Tree.Read(() => attribute.Failure);
    }

    /// <summary>
    /// Asks the server to undo the newest transition in this object's history that this client may undo, by default the newest of its own.
    /// What changes by that comes with the server's answer. Changes that are not settled yet go before it.
    /// </summary>
    /// <returns>Completes when it is undone and in the tree, on a thread of the pool; false: there was nothing to undo.</returns>
    /// <exception cref="OperationRejectedException">
    /// FORBIDDEN: clients may undo nothing here. UNDO_CONFLICT: what it changed was changed since by another; it cannot be undone any more.
    /// NOT_FOUND, BUSY, LIMIT.
    /// </exception>
    /// <exception cref="ConnectionException">
    /// There is no connection, or it ended before the answer; whether it is undone is not known then.
    /// </exception>
    /// <exception cref="InvalidOperationException">The object is gone.</exception>
    public Task<bool> UndoAsync() => Tree.Writer.UndoAsync(this, isRedo: false);

    /// <summary>
    /// Asks the server to redo what was undone last in this object's history, of what this client may undo. Otherwise as
    /// <see cref="UndoAsync"/>.
    /// </summary>
    /// <returns>Completes when it is redone and in the tree, on a thread of the pool; false: there was nothing to redo.</returns>
    /// <inheritdoc cref="UndoAsync"/>
    public Task<bool> RedoAsync() => Tree.Writer.UndoAsync(this, isRedo: true);

    /// <summary>Whether there is something that <see cref="UndoAsync"/> would take back. Observable.</summary>
    public UndoFlag CanUndo => Undo.CanUndo;

    /// <summary>Whether there is something that <see cref="RedoAsync"/> would make again. Observable.</summary>
    public UndoFlag CanRedo => Undo.CanRedo;

    /// <summary>
    /// Takes the object away with all below it, at once, and asks the server to; see <see cref="ReplicaTree"/>. Its class has to be open
    /// for that, <c>[ClientCreatable]</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is the root, gone, or in a draft.</exception>
    /// <exception cref="ConnectionException">There is no connection.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: a thousand changes are not settled.</exception>
    public void Destroy() => Tree.Writer.Destroy(this);

    /// <summary>
    /// Takes the object to another parent or place, at once, and asks the server to; see <see cref="ReplicaTree"/>. Its class has to be
    /// open for that, <c>[ClientCreatable]</c>. Nothing is done when it is there already.
    /// </summary>
    /// <param name="parent">Below which object.</param>
    /// <param name="index">Its place among the children there, once it was taken out; −1: the last.</param>
    /// <exception cref="InvalidOperationException">One of both is gone or in a draft, or this is the root.</exception>
    /// <exception cref="ConnectionException">There is no connection.</exception>
    /// <exception cref="ArgumentException">The parent is not of this tree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many children.</exception>
    /// <exception cref="OperationRejectedException">
    /// CYCLE: the parent is this object, or below it. LIMIT: a thousand changes are not settled.
    /// </exception>
    public void MoveTo(ReplicaObject parent, int index = -1) => Tree.Writer.Move(this, parent, index);

    /// <summary>The object for logs: its type and id.</summary>
    public override string ToString() => $"{TypeName} {Id}";

    void ITopicHost.Enter() => Tree.Lock.Enter();

    void ITopicHost.Exit() => Tree.Exit();

    void ITopicHost.Write(TopicOperation operation) => Tree.Writer.Write(this, operation);

    ITreeObject? ITopicHost.Find(long id) => Tree.TryGetObject(id, out var found) ? found : null;

    void ITopicHost.Subscribed(IDisposable subscription)
    {
    }

    void ITopicHost.ObserverFailed(TopicOperation? operation, Exception exception) =>
        Tree.ObserverFailed(this, operation is null ? "children" : NameOf(operation.Address.Attribute), exception);

    /// <exception cref="ArgumentException">The type has no such attribute.</exception>
    internal ReplicaAttribute Attribute(int number) =>
        AttributeOrNone(number) ?? throw new ArgumentException($"{this} has no attribute {number}.");

    internal ReplicaAttribute? AttributeOrNone(int number) =>
        (uint)number <= (uint)Schema.Attributes.Length ? _attributes[number] : FindAdded(number);

    internal bool HasWritesHandlers => WritesChanged is not null;

    /// <summary>The attribute of this number, if it was added.</summary>
    internal ReplicaAttribute? FindAdded(int number)
    {
        var attributes = _attributes;
        for (var i = Schema.Attributes.Length + 1; i < attributes.Length; i++)
        {
            if (attributes[i].Number == number)
                return attributes[i];
        }
        return null;
    }

    internal bool Has(ReplicaAttribute attribute) => Array.IndexOf(_attributes, attribute) >= 0;

    /// <exception cref="ArgumentException">There is an attribute of this number; nothing changed.</exception>
    internal ReplicaAttribute Add(AddedAttribute added)
    {
        if (added.Number <= Schema.Attributes.Length || FindAdded(added.Number) is not null)
            throw new ArgumentException($"{this} has an attribute {added.Number} already.");
        var attribute = Hold(added.Schema, added.Number, TopicKinds.Create(added.Schema.Kind), added.State);
        Restore(attribute);
        return attribute;
    }

    /// <summary>The server has made it: it has the server's id and state from now on, below what this client has changed since.</summary>
    internal void Adopt(ObjectState state, ReplicaSteps steps)
    {
        var (id, key) = (Id, Key);
        steps.Add(new QuietStep(() => (Id, Key) = (id, key)));
        (Id, Key) = (state.Id, state.Key);
        _attributes[0].Adopt(state.Tags, steps);
        for (var i = 1; i <= state.Attributes.Length; i++)
            _attributes[i].Adopt(state.Attributes[i - 1], steps);
        foreach (var added in state.Added)
            steps.Add(new AddAttributeStep(this, added));
    }

    /// <summary>Lets all threads see where it is, and whether it is there.</summary>
    internal void Show() => (_shownParent, _isShownGone) = (_parent, IsGone);

    internal bool IsWithin(ReplicaObject other)
    {
        for (var above = this; above is not null; above = above.Parent)
        {
            if (above == other)
                return true;
        }
        return false;
    }

    internal void Restore(ReplicaAttribute attribute)
    {
        var place = Array.FindLastIndex(_attributes, one => one.Number < attribute.Number) + 1;
        _attributes = [.. _attributes[..place], attribute, .. _attributes[place..]];
    }

    internal void Remove(ReplicaAttribute attribute) => _attributes = [.. _attributes.Where(one => one != attribute)];

    internal void TellWrites(string name) => Tree.Raise(WritesChanged, name, this);

    internal void TellAdded(string name) => Tree.Raise(AttributeAdded, name, this);

    internal void TellRemoved(string name) => Tree.Raise(AttributeRemoved, name, this);

    internal bool TryGetAttribute(string name, [NotNullWhen(true)] out ReplicaAttribute? attribute)
    {
        attribute = _attributes.Skip(1).FirstOrDefault(one => one.Name == name);
        return attribute is not null;
    }

    internal void Tell(ChildChange<ReplicaObject> change) => ((IHostedChildren<ReplicaObject>)Children).Tell(change);

    private ReplicaAttribute Attribute(string name) => TryGetAttribute(name, out var attribute)
        ? attribute
        : throw new KeyNotFoundException($"{this} has no attribute '{name}'; it has: {string.Join(", ", AttributeNames)}.");

    /// <summary>For logs: the attribute may be gone when its observers are told.</summary>
    private string NameOf(int number) =>
        Array.Find(_attributes, one => one.Number == number)?.Name ?? $"the removed attribute {number}";

    private ReplicaAttribute Hold(AttributeSchema schema, int number, Topic topic, Model.Values.Value state)
    {
        IHostedTopic hosted = topic;
        hosted.Bind(this, number);
        hosted.Load(state);
        return new ReplicaAttribute(this, schema, number, topic);
    }
}
