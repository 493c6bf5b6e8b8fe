using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree;

// To a snapshot and back.
public sealed partial class Tree
{
    /// <summary>The whole tree at this moment.</summary>
    public Snapshot Serialize() => Serialize(Root);

    /// <summary>
    /// Makes a tree as it was: the same ids, keys, tags, order and values, and the same version; a new epoch. OnBuild does not run, OnInit does. An
    /// attribute that the class has and the snapshot lacks keeps its first value.
    /// </summary>
    /// <param name="snapshot">A snapshot of a whole tree.</param>
    /// <param name="options">
    /// How to make the tree; <see cref="TreeOptions.ObjectTypes"/> and
    /// <see cref="TreeOptions.RootType"/> name the classes. Null: the defaults.
    /// </param>
    /// <exception cref="ArgumentException">
    /// It is not of a whole tree, contradicts itself, or does not fit the classes; the message says where.
    /// </exception>
    /// <exception cref="OperationRejectedException">LIMIT: it is larger than <see cref="TreeOptions.Limits"/>.</exception>
    /// <exception cref="KeyNotFoundException">It names a type that no class is registered for.</exception>
    public static Tree Restore(Snapshot snapshot, TreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new Tree(options ?? new TreeOptions(), snapshot);
    }

    internal Snapshot Serialize(SObject top) => Read(() => top.IsDestroyed
        ? throw new InvalidOperationException($"{top} is destroyed.")
        : new Snapshot(Version, _nextId, [.. ObjectWalk.ParentsFirst(top).Select(one => one.Capture())]));

    private void Load(Snapshot snapshot, Type rootType)
    {
        if (snapshot.Objects.IsDefaultOrEmpty || snapshot.Objects[0] is not { Id: RootId, ParentId: 0 })
            throw Damaged("it does not begin with a root");
        if (snapshot.Version < 0)
            throw Damaged($"it is of version {snapshot.Version}");
        foreach (var state in snapshot.Objects)
        {
            var type = _types.Find(state.Type.Name);
            if (state.Id < RootId || state.Id >= snapshot.NextId || _objects.ContainsKey(state.Id) || (state.Key is not null && _keys.ContainsKey(state.Key)))
                throw Damaged($"the id or key of object {state.Id} is taken or out of range");
            if (state.Id == RootId && !type.Type.IsAssignableTo(rootType))
                throw Damaged($"its root is a {type.Type}, not a {rootType}; TreeOptions.RootType decides");
            if (state.Key is not null)
                NameRules.CheckKey(state.Key);
            var parent = state.Id == RootId ? null : _objects.GetValueOrDefault(state.ParentId) ?? throw Damaged($"object {state.Id} has no parent");
            if (parent is not null)
                CheckRoom(parent, parent.HasChildren ? parent.ChildItems.Count : 0, _objects.Count + 1L, 1);
            var made = type.Instantiate(_services);
            made.Join(this, type, state.Id, state.Key);
            Load(made, state);
            made.Parent = parent;
            parent?.ChildItems.Add(made);
            Index(made);
            if (parent is null)
                Root = made;
        }
        foreach (var state in snapshot.Objects)
            LoadNamedChildren(_objects[state.Id], state);
        (Version, _nextId) = (snapshot.Version, snapshot.NextId);
        var first = _running = new RunningTransition(null); // no transition: what OnInit does is part of the restored state
        Initialise(Root);
        _running = null;
        Tell(first);
    }

    private static void Load(SObject made, ObjectState state)
    {
        try
        {
            if (state.Tags.AsArray().Length > 0)
                made.Topic(0).Load(state.Tags);
            for (var i = 0; !state.Attributes.IsDefault && i < state.Attributes.Length; i++)
                Attribute(made, state.Type.Attributes[i]).Load(state.Attributes[i]);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw Damaged($"object {state.Id} of type {state.Type.Name} does not fit its class: {exception.Message}", exception);
        }
    }

    private static IHostedTopic Attribute(SObject made, AttributeSchema attribute)
    {
        var declared = made.Type.Schema.Attributes;
        for (var i = 0; i < declared.Length; i++)
        {
            if (declared[i].Name != attribute.Name)
                continue;
            return declared[i].Kind == attribute.Kind
                ? made.Topic(i + 1)
                : throw new ArgumentException($"the attribute '{attribute.Name}' is of kind {attribute.Kind} there and {declared[i].Kind} here");
        }
        throw new ArgumentException($"the class has no attribute '{attribute.Name}'");
    }

    private static void LoadNamedChildren(SObject made, ObjectState state)
    {
        foreach (var (name, id) in state.NamedChildren)
        {
            var property = made.Type.NamedChildren.FirstOrDefault(one => one.Name == name)
                ?? throw Damaged($"the class of object {state.Id} has no [Child] '{name}'");
            var child = made.ChildItems.Find(one => one.Id == id);
            if (child is null || !property.PropertyType.IsInstanceOfType(child))
                throw Damaged($"'{name}' of object {state.Id} is not a child of the right class");
            property.SetValue(made, child);
        }
    }

    private static ArgumentException Damaged(string why, Exception? inner = null) =>
        new($"The snapshot cannot be restored: {why}.", inner);
}
