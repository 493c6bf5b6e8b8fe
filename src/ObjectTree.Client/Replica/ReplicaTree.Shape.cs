using System.Collections.Immutable;
using ObjectTree.Client.Replica;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client;

// What the client itself creates, moves and destroys.
public sealed partial class ReplicaTree
{
    private const int MostFormer = 4_096;

    private readonly Dictionary<long, PendingCreate> _expected = []; // by id: made by the server, and not here yet
    private readonly Dictionary<long, long> _former = []; // the latest ids of those that this client has created, and what they were before
    private readonly Queue<long> _formerOrder = [];
    private long _lastLocal; // negative; never used again

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
    /// <exception cref="InvalidOperationException">The parent is gone or in a draft, or there is no connection.</exception>
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
        ReplicaObject? created = null;
        _ = Record(() =>
        {
            var action = ExpectAction($"'{type}' cannot be created");
            CheckOpen(parent, action);
            CheckIndex(index, parent.ChildItems.Count);
            CheckKey(key, isFree: key is null || _content.Find(key) is null);
            var schema = _content.Types.Values.FirstOrDefault(one => one.Name == type) ?? throw new ArgumentException(
                $"There is no type '{type}' that the server has told of; there is: "
                + $"{string.Join(", ", _content.Types.Values.Select(one => one.Name))}.",
                nameof(type));
            created = NewLocal(--_lastLocal, schema, key, action);
            Change(new PendingCreate(action, created, parent, index), parent, index);
            CheckKey(key, isFree: !created.IsDestroyed); // what is destroyed in a draft alone has it still
            init?.Invoke(created);
        });
        return created!;
    }

    internal void Destroy(ReplicaObject target) => _ = Record(() =>
    {
        var action = ExpectAction($"{target} cannot be destroyed");
        CheckOpen(target, action);
        if (target.IsRoot)
            throw new InvalidOperationException("The root cannot be destroyed.");
        Change(new PendingDestroy(action, target), target, -1);
    });

    internal void Move(ReplicaObject target, ReplicaObject parent, int index)
    {
        ArgumentNullException.ThrowIfNull(parent);
        _ = Record(() =>
        {
            var action = ExpectAction($"{target} cannot be moved");
            CheckOpen(target, action);
            CheckOpen(parent, action);
            if (target.IsRoot)
                throw new InvalidOperationException("The root cannot be moved.");
            var last = parent.ChildItems.Count - (target.Parent == parent ? 1 : 0);
            CheckIndex(index, last);
            if (parent.IsWithin(target))
                throw new OperationRejectedException(RejectionCodes.Cycle, $"{target} cannot move below itself.");
            if (target.Parent == parent && parent.ChildItems.IndexOf(target) == (index < 0 ? last : index))
                return;
            Change(new PendingMove(action, target, parent, index), parent, index, target);
        });
    }

    /// <summary>The object that a frame creates, if this client has created it. A snapshot makes all objects anew.</summary>
    internal ReplicaObject? FindExpected(ReplicaContent content, ObjectState state) =>
        _expected.Count > 0 && content == _content && _expected.TryGetValue(state.Id, out var create) && create.Target.IsLocal
        && create.Target.Schema.Equals(state.Type)
            ? create.Target
            : null;

    private ReplicaObject NewLocal(long id, TypeSchema type, string? key, PendingAction action)
    {
        var state = new ObjectState(id, type, 0, key, EmptySet, [.. type.Attributes.Select(one => EmptyOf(one.Kind))]);
        var created = new ReplicaObject(this, null, state) { Creator = action, IsDestroyed = true }; // until it is laid
        created.Show();
        return created;
    }

    private static Value EmptySet => Value.FromArray([]);

    private static Value EmptyOf(Model.Kinds.TopicKind kind) => ((IHostedTopic)Model.Kinds.TopicKinds.Create(kind)).Capture();

    /// <summary>The action that is being recorded. Under the lock.</summary>
    private PendingAction ExpectAction(string failure)
    {
        var action = _recording!.Action;
        if (action.Layer == 0)
            _ = ExpectQueue(failure);
        return action;
    }

    /// <summary>Makes a change of the shape a part of an action, and shows it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="parent">Where something comes to.</param>
    /// <param name="index">At which place of what is shown.</param>
    /// <param name="moved">What comes from elsewhere.</param>
    private void Change(PendingShape change, ReplicaObject parent, int index, ReplicaObject? moved = null)
    {
        change.Action.Changes.Add(change);
        if (!_drafts.Exists(draft => draft.Layer > change.Action.Layer && draft.HasShapes))
        {
            _content.Lay(change, _steps.Count);
            return;
        }
        var before = index < 0 ? [] : parent.ChildItems.Where(one => one != moved).Take(index).ToList();
        LayAnew(one =>
        {
            if (one == change)
                change.PlaceBehind(_content, before); // what stands there in a draft does not count
        });
    }

    /// <summary>Shows anew what the client's own changes make of the shape, after something below or among them has changed.</summary>
    private void LayAnew(Action<PendingShape>? before = null)
    {
        _content.TakeOff(_steps.Count);
        _content.IsStale = false;
        foreach (var change in OwnActions.SelectMany(action => action.Changes).OfType<PendingShape>())
        {
            before?.Invoke(change);
            _content.Lay(change, _steps.Count);
        }
    }

    /// <summary>All that is shown on top of what the server says, from below.</summary>
    internal IEnumerable<PendingAction> OwnActions
    {
        get
        {
            foreach (var action in (_actions?.Actions ?? []).OrderBy(action => action.Order))
                yield return action;
            if (_recording is { Action: { Layer: 0 } recorded })
                yield return recorded;
            foreach (var draft in _drafts)
                yield return draft;
        }
    }

    /// <summary>Notes what the server calls the objects that an action has created.</summary>
    private void Expect(PendingAction action, ImmutableArray<CreatedId> ids)
    {
        foreach (var (local, id) in ids)
        {
            if (action.Changes.Find(change => change is PendingCreate create && create.Target.Id == local) is PendingCreate found)
                _expected[id] = found;
        }
    }

    /// <summary>
    /// Calls by their ids the objects that the server has made: those that are here by now, and those of actions that are settled, whether
    /// they are here or not. With the shape taken off where one of these is not.
    /// </summary>
    private void Readdress(IReadOnlyList<PendingAction> settled)
    {
        if (_expected.Count == 0)
            return;
        var ids = new Dictionary<long, long>();
        foreach (var (id, create) in _expected.Where(one => !one.Value.Target.IsLocal || settled.Contains(one.Value.Action)).ToList())
        {
            ids.Add(create.Local, id);
            create.Name(id);
            _expected.Remove(id);
            _former[create.Local] = id;
            _formerOrder.Enqueue(create.Local);
        }
        while (_formerOrder.Count > MostFormer)
            _former.Remove(_formerOrder.Dequeue());
        if (ids.Count == 0)
            return;
        foreach (var write in OwnActions.SelectMany(action => action.Changes).OfType<PendingWrite>())
        {
            if (write.Readdress(ids) && write.Attribute is { } attribute)
                _touched.Add(attribute);
        }
    }

    private void CheckOpen(ReplicaObject target, PendingAction? action)
    {
        if (target.Tree != this)
            throw new ArgumentException($"{target} is not an object of this tree.", nameof(target));
        if (target.IsDestroyed)
            throw new InvalidOperationException($"{target} is gone and cannot be changed.");
        if (target.Creator is { Layer: > 0 } draft && draft != action)
            throw new InvalidOperationException($"{target} is in a draft, and can only be changed there until that is committed.");
    }

    private void CheckReferences(TopicOperation operation, PendingAction? action)
    {
        var ids = new List<long>();
        operation.CollectReferences(ids);
        foreach (var id in ids.Where(id => id < 0))
        {
            if (_content.Shown(id)?.Creator is { Layer: > 0 } draft && draft != action)
            {
                throw new InvalidOperationException(
                    $"Object {id} is in a draft, and can only be referred to there until that is committed.");
            }
        }
    }

    private static void CheckKey(string? key, bool isFree)
    {
        if (!isFree)
            throw new ArgumentException($"The key '{key}' is taken.", nameof(key));
    }

    private static void CheckIndex(int index, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, most);
    }
}
