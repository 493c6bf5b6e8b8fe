using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Client.Replica;

/// <summary>
/// What a replica holds between two snapshots. Changed by the thread that applies, under the replica's lock; that thread may read it
/// without. Each change is checked before it is made, and noted so that it can be rolled back.
/// </summary>
internal sealed partial class ReplicaContent(ReplicaTree tree) : ISchemaSource
{
    private readonly Dictionary<string, ReplicaObject> _byKey = [];
    private ReplicaObject? _found; // the last that the thread which applies asked for; destroyed ones do not count

    public Dictionary<int, TypeSchema> Types { get; } = [];

    public Dictionary<int, RecordSchema> Records { get; } = [];

    public Dictionary<long, ReplicaObject> Objects { get; } = [];

    public ReplicaObject? Root { get; private set; }

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type) => Types.TryGetValue(number, out type);

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = TryGet(objectId)?.Schema;
        return type is not null;
    }

    public bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record) => Records.TryGetValue(number, out record);

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        schema = TryGet(objectId)?.FindAdded(attribute)?.Schema;
        return schema is not null;
    }

    public ReplicaObject? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <exception cref="ArgumentException">The operation does not fit; nothing changed.</exception>
    /// <exception cref="KeyNotFoundException">An object or key is not there; nothing changed.</exception>
    public void Apply(Operation operation, ReplicaSteps steps)
    {
        switch (operation)
        {
            case TopicOperation topic:
                Get(topic.Address.ObjectId).Attribute(topic.Address.Attribute).Apply(topic, steps);
                break;
            case CreateOperation create:
                TakeOff(steps.Count);
                Create(create.Top, create.Index, steps);
                break;
            case DestroyOperation destroy:
                TakeOff(steps.Count);
                Destroy(Get(destroy.ObjectId), steps);
                break;
            case MoveOperation move:
                TakeOff(steps.Count);
                Move(Get(move.ObjectId), Get(move.ParentId), move.Index, steps);
                break;
            case AnnounceTypeOperation announce:
                Announce(Types, announce.Type.Number, announce.Type, steps);
                break;
            case AnnounceRecordOperation announce:
                Announce(Records, announce.Record.Number, announce.Record, steps);
                break;
            case AddAttributeOperation add:
                steps.Add(new AddAttributeStep(Get(add.ObjectId), add.Added));
                break;
            case RemoveAttributeOperation remove:
                steps.Add(new RemoveAttributeStep(Get(remove.ObjectId), remove.Attribute));
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void Index(ReplicaObject target)
    {
        _difference?.Note(target);
        _hidden.Remove(target.Id);
        Objects.Add(target.Id, target);
        if (target.Key is not null)
            _byKey.Add(target.Key, target);
        target.IsDestroyed = false;
        Show(target);
    }

    public void Unindex(ReplicaObject target)
    {
        _difference?.Note(target);
        if (_isOwn && !target.IsLocal)
            _hidden.Add(target.Id, target);
        Objects.Remove(target.Id);
        if (target.Key is not null)
            _byKey.Remove(target.Key);
        target.IsDestroyed = true;
        Show(target);
    }

    /// <summary>
    /// Takes everything away, because other content has taken its place.
    /// It is told before the steps from <paramref name="start"/> on.
    /// </summary>
    public void Clear(ReplicaSteps steps, int start)
    {
        if (Root is null)
            return;
        var step = new DestroyStep(this, Root, -1);
        step.Do();
        steps.Insert(start, step);
    }

    private ReplicaObject Get(long id) => TryGet(id) ?? throw new KeyNotFoundException($"There is no object {id}.");

    /// <summary>
    /// Finds an object, for the thread that applies: each object that a frame changes is asked for when the frame is read, and when it is
    /// applied.
    /// </summary>
    private ReplicaObject? TryGet(long id)
    {
        if (_found is { IsGone: false } && _found.Id == id)
            return _found;
        return Objects.TryGetValue(id, out var found) ? _found = found : _hidden.GetValueOrDefault(id);
    }

    private static void Announce<T>(Dictionary<int, T> known, int number, T announced, ReplicaSteps steps)
    {
        if (known.TryAdd(number, announced))
            steps.Add(new QuietStep(() => known.Remove(number)));
    }

    private void Create(ObjectState state, int index, ReplicaSteps steps)
    {
        if (Objects.ContainsKey(state.Id))
            throw new ArgumentException($"The id {state.Id} is taken.");
        if (state.Key is not null && _byKey.ContainsKey(state.Key))
            throw new ArgumentException($"The key '{state.Key}' is taken.");
        var parent = state.ParentId == 0 ? null : Get(state.ParentId);
        var place = parent is null ? 0 : Place(index, parent.ChildItems.Count);
        if (parent is not null)
        {
            var expected = tree.Content == this ? tree.Own.Ids.FindExpected(state) : null; // a snapshot makes all objects anew
            expected?.Adopt(state, steps);
            var created = expected ?? new ReplicaObject(tree, parent, state);
            Insert(created, parent, place, steps);
            tree.Own.Note(created);
            return;
        }
        Root = new ReplicaObject(tree, null, state);
        Index(Root);
        Add(steps, new CreateStep(this, Root, 0));
    }

    public void Destroy(ReplicaObject target, ReplicaSteps steps)
    {
        if (target.Parent is null)
            throw new ArgumentException("The root cannot be destroyed.");
        var step = new DestroyStep(this, target, target.Parent.ChildItems.IndexOf(target));
        step.Do();
        Add(steps, step);
    }

    public void Move(ReplicaObject target, ReplicaObject to, int index, ReplicaSteps steps)
    {
        if (to.IsWithin(target))
            throw new ArgumentException($"Object {target.Id} would come under itself.");
        var from = target.Parent!; // everything is within the root
        var place = Place(index, to.ChildItems.Count - (from == to ? 1 : 0));
        var before = from.ChildItems.IndexOf(target);
        RemoveChild(from, before);
        InsertChild(to, place, target);
        SetParent(target, to);
        Add(steps, new MoveStep(this, target, from, before, to, place));
    }

    private static int Place(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        return index < 0 ? count : index;
    }
}
