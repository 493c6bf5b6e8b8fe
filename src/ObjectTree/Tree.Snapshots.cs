using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Snapshots;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree;

// To a snapshot and back.
public sealed partial class Tree
{
    /// <summary>The whole tree at this moment.</summary>
    /// <param name="withTransient">Whether <see cref="TransientAttribute"/> attributes have their values, as clients see them; else they
    /// are empty.</param>
    public Snapshot Serialize(bool withTransient = false) => Serialize(Root, withTransient);

    /// <summary>
    /// Makes a tree as it was: the same ids, keys, tags, order and values, and the same version; a new epoch. OnBuild does not run, OnInit
    /// does. An attribute that the class has and the snapshot lacks keeps its first value.
    /// </summary>
    /// <param name="snapshot">A snapshot of a whole tree.</param>
    /// <param name="options">
    /// How to make the tree; <see cref="TreeOptions.ObjectTypes"/> and
    /// <see cref="TreeOptions.RootType"/> name the classes. Null: the defaults.
    /// </param>
    /// <exception cref="ArgumentException">It is not of a whole tree, contradicts itself, does not fit the classes, or names a type that no
    /// class is registered for; the message says where.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: it is larger than <see cref="TreeOptions.Limits"/>.</exception>
    public static Tree Restore(Snapshot snapshot, TreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new Tree(options ?? new TreeOptions(), snapshot);
    }

    internal Snapshot Serialize(SObject top, bool withTransient = false) => Read(() => top.IsDestroyed
        ? throw new InvalidOperationException($"{top} is destroyed.")
        : new Snapshot(Version, _nextId, [.. ObjectWalk.ParentsFirst(top).Select(one => one.Capture(withTransient))]) { Epoch = Epoch });

    /// <summary>Makes new objects of those in a snapshot, below a parent.</summary>
    internal SObject Restore(Snapshot snapshot, SObject parent, int index) => Run(() =>
    {
        if (snapshot.Objects.IsDefaultOrEmpty)
            throw ObjectLoader.Damaged("it has no object");
        var stored = snapshot.Objects.Select(Migrated).ToList();
        var copies = stored.ConvertAll(Instantiate); // all constructors before all keys: they are others' code, and may take some
        var firstId = _nextId;
        var made = new Dictionary<long, SObject>(stored.Count);
        foreach (var (one, (type, copy)) in stored.Zip(copies))
        {
            copy.Join(this, type, _nextId++, one.Key is not null && !_keys.ContainsKey(one.Key) ? NameRules.CheckKey(one.Key) : null);
            if (made.Count > 0)
            {
                AttachWithin(
                    copy, made.GetValueOrDefault(one.State.ParentId)
                        ?? throw ObjectLoader.Damaged($"object {one.Id} has no parent before it"));
            }
            if (!made.TryAdd(one.Id, copy))
                throw ObjectLoader.Damaged($"the id {one.Id} is there twice");
        }
        var top = made[stored[0].Id];
        CheckWritable(parent); // only now: Migrate and the constructors are others' code
        if (parent.Life == ObjectLife.Building)
            throw new InvalidOperationException($"{parent} is being built; restore below it when it is.");
        var last = parent.ChildCount;
        CheckIndex(index, last);
        CheckRoom(parent, last, (long)_objects.Count + made.Count, Height(top));
        if (made.Values.GroupBy(one => one.Key).FirstOrDefault(group => group.Key is not null && group.Skip(1).Any()) is { } twice)
            throw ObjectLoader.Damaged($"the key '{twice.Key}' is there twice");

        var map = new ReferenceMap(id => made.TryGetValue(id, out var copy) ? copy.Id : snapshot.Epoch == Epoch && id < firstId ? id : 0);
        foreach (var one in stored)
            ObjectLoader.Load(made[one.Id], one, map.Adapt);
        var step = new ArrivalStep(top, parent, index < 0 ? last : index, index < 0 || index == last, [.. made.Values]);
        step.Do();
        _running!.Add(step);
        foreach (var one in stored)
        {
            ObjectLoader.CheckReferences(made[one.Id], one);
            ObjectLoader.LoadNamedChildren(made[one.Id], one, id => made.TryGetValue(id, out var child) ? child.Id : 0);
        }
        step.Complete();
        Initialise(top);
        return top;
    });

    private void Load(Snapshot snapshot, Type rootType)
    {
        if (snapshot.Objects.IsDefaultOrEmpty || snapshot.Objects[0] is not { Id: RootId, ParentId: 0 })
            throw ObjectLoader.Damaged("it does not begin with a root");
        if (snapshot.Version is < 0 or > Value.MaxInt || snapshot.NextId > Value.MaxInt)
            throw ObjectLoader.Damaged($"it is of version {snapshot.Version}, with {snapshot.NextId} as the next id");
        var stored = snapshot.Objects.Select(Migrated).ToList();
        foreach (var one in stored)
        {
            if (one.Id < RootId || one.Id >= snapshot.NextId || _objects.ContainsKey(one.Id)
                || (one.Key is not null && _keys.ContainsKey(one.Key)))
            {
                throw ObjectLoader.Damaged($"the id or key of object {one.Id} is taken or out of range");
            }
            var parent = one.Id == RootId
                ? null
                : _objects.GetValueOrDefault(one.State.ParentId) ?? throw ObjectLoader.Damaged($"object {one.Id} has no parent");
            if (parent is not null)
                CheckRoom(parent, parent.ChildCount, _objects.Count + 1L, 1);
            var (type, made) = Instantiate(one);
            made.Join(this, type, one.Id, one.Key is null ? null : NameRules.CheckKey(one.Key));
            if (parent is null && !made.Type.Type.IsAssignableTo(rootType))
                throw ObjectLoader.Damaged($"its root is a {made.Type.Type}, not a {rootType}; TreeOptions.RootType decides");
            ObjectLoader.Load(made, one, (_, value) => value);
            if (parent is null)
                Root = made;
            else
                Attach(made, parent);
            Index(made);
        }
        foreach (var one in stored)
        {
            ObjectLoader.CheckReferences(_objects[one.Id], one);
            ObjectLoader.LoadNamedChildren(_objects[one.Id], one, id => id);
        }
        if (_references.Keys.FirstOrDefault(id => id < RootId || id >= snapshot.NextId) is not 0 and var unknown)
            throw ObjectLoader.Damaged($"it refers to object {unknown}, and {snapshot.NextId} is the next id");
        (Version, _nextId) = (snapshot.Version, snapshot.NextId);
        var first = _running = new RunningTransition(null); // no transition: what OnInit does is part of the restored state
        Initialise(Root);
        EndFirst(first);
    }

    private StoredObject Migrated(ObjectState state)
    {
        var stored = new StoredObject(state);
        _migrate?.Invoke(stored);
        return stored;
    }

    private (ObjectType Type, SObject Made) Instantiate(StoredObject stored)
    {
        ObjectType type;
        try
        {
            type = _types.Get(stored.Type);
        }
        catch (KeyNotFoundException exception)
        {
            throw ObjectLoader.Damaged(
                $"object {stored.Id} is of an unknown type (TreeOptions.Migrate can rename it). {exception.Message}", exception);
        }
        return (type, type.Instantiate(_services));
    }

    private void AttachWithin(SObject made, SObject parent)
    {
        if (parent.ChildCount >= _limits.Children)
            throw Full($"an object may have {_limits.Children} children (TreeLimits.Children)");
        Attach(made, parent);
    }

    private static void Attach(SObject made, SObject parent) => parent.PutChild(made, parent.ChildCount);
}
