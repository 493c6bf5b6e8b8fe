using System.Diagnostics.CodeAnalysis;
using ObjectTree.Client.Replica;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client;

/// <summary>One object of a server's tree, as its client sees it. Read-only: only the server's frames change it.</summary>
public sealed class ReplicaObject : ITopicHost, ITreeObject
{
    private readonly ReplicaAttribute[] _attributes; // 0 are the tags, as on the wire

    internal ReplicaObject(ReplicaTree tree, ReplicaObject? parent, ObjectState state)
    {
        (Tree, Parent, Id, Key, Schema) = (tree, parent, state.Id, state.Key, state.Type);
        Children = new ChildList<ReplicaObject>(this);
        _attributes = new ReplicaAttribute[Schema.Attributes.Length + 1];
        _attributes[0] = Hold("tags", 0, Tags, state.Tags);
        for (var i = 1; i < _attributes.Length; i++)
        {
            var declared = Schema.Attributes[i - 1];
            _attributes[i] = Hold(declared.Name, i, TopicKinds.Create(declared.Kind), state.Attributes[i - 1]);
        }
    }

    /// <summary>The id, unique in the tree; 1 is the root.</summary>
    public long Id { get; }

    /// <summary>The tree that this object is or was in.</summary>
    public ReplicaTree Tree { get; }

    /// <summary>The name of its type on the server.</summary>
    public string Type => Schema.Name;

    /// <summary>The name that views are registered for.</summary>
    public string FrontendType => Schema.FrontendType;

    /// <summary>Its key, unique in the tree, or null.</summary>
    public string? Key { get; }

    /// <summary>The object above it; null for the root. A destroyed object keeps its last one.</summary>
    public ReplicaObject? Parent { get; internal set; }

    /// <summary>The objects below it, in order. Observable.</summary>
    public ChildList<ReplicaObject> Children { get; }

    /// <summary>Its tags. Observable; writing throws.</summary>
    public SetTopic<string> Tags { get; } = new();

    /// <summary>Whether it is the root.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>Whether it is gone: destroyed on the server, or replaced by a new snapshot. It keeps its last values.</summary>
    public bool IsDestroyed { get; internal set; }

    /// <summary>Its view, when one is registered for its frontend type; else null.</summary>
    public View? View { get; internal set; }

    /// <summary>The names of its attributes, in the order of its type.</summary>
    public IEnumerable<string> AttributeNames => Schema.Attributes.Select(attribute => attribute.Name);

    /// <summary>The names of the methods that clients may call.</summary>
    public IReadOnlyList<string> Methods => Schema.Methods;

    long ITopicHost.ObjectId => Id;

    bool ITopicHost.IsEntered => Tree.Lock.IsHeld;

    /// <summary>Whether its creation was told.</summary>
    internal bool IsKnown { get; set; }

    internal TypeSchema Schema { get; }

    internal bool ChildrenAreObserved => ((IHostedChildren<ReplicaObject>)Children).IsObserved;

    internal List<ReplicaObject> ChildItems => ((IHostedChildren<ReplicaObject>)Children).Items;

    /// <summary>
    /// An attribute's topic, which takes any item: a <see cref="StringTopic"/>, <see cref="IntTopic"/>,
    /// <see cref="BoolTopic"/>, or a <see cref="ListTopic{T}"/>, <see cref="SetTopic{T}"/> or
    /// <see cref="DictTopic{T}"/> of <see cref="Model.Values.Value"/>. The same at each call. Writing to it throws.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The type has no such attribute.</exception>
    public Topic GetAttribute(string name) => Attribute(name).Own;

    /// <summary>
    /// An attribute's topic with items of a certain type, such as a
    /// <c>DictTopic&lt;string&gt;</c>. The same at each call. Writing to it throws.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The type has no such attribute.</exception>
    /// <exception cref="InvalidOperationException">The attribute is of another kind, or holds items of another type.</exception>
    public TTopic GetAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TTopic>(string name)
        where TTopic : Topic
    {
        var attribute = Attribute(name);
        return Tree.Read(attribute.As<TTopic>);
    }

    /// <summary>The object for logs: its type and id.</summary>
    public override string ToString() => $"{Type} {Id}";

    void ITopicHost.Enter() => Tree.Lock.Enter();

    void ITopicHost.Exit() => Tree.Lock.Exit();

    void ITopicHost.Write(TopicOperation operation) =>
        throw new InvalidOperationException($"{this} is a client's copy and read-only: let a method on the server change it, and call that.");

    ITreeObject? ITopicHost.Find(long id) => Tree.TryGetObject(id, out var found) ? found : null;

    void ITopicHost.Subscribed(IDisposable subscription)
    {
    }

    void ITopicHost.ObserverFailed(TopicOperation? operation, Exception exception) =>
        Tree.ObserverFailed(this, operation is null ? "children" : Attribute(operation.Address.Attribute).Name, exception);

    /// <exception cref="ArgumentException">The type has no such attribute.</exception>
    internal ReplicaAttribute Attribute(int number) => (uint)number < (uint)_attributes.Length
        ? _attributes[number]
        : throw new ArgumentException($"{Type} has no attribute {number}.");

    internal bool TryGetAttribute(string name, [NotNullWhen(true)] out ReplicaAttribute? attribute)
    {
        var number = Array.FindIndex(_attributes, 1, one => one.Name == name);
        attribute = number > 0 ? _attributes[number] : null;
        return attribute is not null;
    }

    internal void Tell(ChildChange<ReplicaObject> change) => ((IHostedChildren<ReplicaObject>)Children).Tell(change);

    private ReplicaAttribute Attribute(string name) => TryGetAttribute(name, out var attribute)
        ? attribute
        : throw new KeyNotFoundException($"{Type} has no attribute '{name}'; it has: {string.Join(", ", AttributeNames)}.");

    private ReplicaAttribute Hold(string name, int number, Topic topic, Model.Values.Value state)
    {
        IHostedTopic hosted = topic;
        hosted.Bind(this, number);
        hosted.Load(state);
        return new ReplicaAttribute(this, name, number, topic);
    }
}
