using System.Collections.Immutable;
using System.Collections.ObjectModel;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>What the server calls the objects that this client has created under ids of its own. Guarded by the replica's lock.</summary>
internal sealed class CreatedIds
{
    private const int MostFormer = 4_096;

    private readonly Dictionary<long, PendingCreate> _expected = []; // by id: made by the server, and not here yet
    private readonly Dictionary<long, long> _former = []; // the latest ids of those that this client has created, by what they were before
    private readonly Queue<long> _formerOrder = [];
    private long _lastLocal; // negative; never used again

    /// <summary>Gives an id for an object that only this client has created.</summary>
    public long Next() => --_lastLocal;

    /// <summary>What the server calls an object that had this id before; null: not known.</summary>
    public long? Find(long local) => _former.TryGetValue(local, out var id) ? id : null;

    /// <summary>Notes what the server calls the objects that an action has created.</summary>
    public void Expect(PendingAction action, ImmutableArray<CreatedId> ids)
    {
        foreach (var (local, id) in ids)
        {
            if (action.Changes.Find(change => change is PendingCreate create && create.Target.Id == local) is PendingCreate found)
                _expected[id] = found;
        }
    }

    /// <summary>The object that the server creates with a state, if this client has created it.</summary>
    public ReplicaObject? FindExpected(ObjectState state) =>
        _expected.Count > 0 && _expected.TryGetValue(state.Id, out var create) && create.Target.IsLocal
        && create.Target.Schema.Equals(state.Type)
            ? create.Target
            : null;

    /// <summary>
    /// Calls by their ids the objects that the server has made: those that are here by now, and those of actions that are settled, whether
    /// they are here or not.
    /// </summary>
    /// <returns>The new ids by what they were before.</returns>
    public IReadOnlyDictionary<long, long> Name(IReadOnlyList<PendingAction> settled)
    {
        if (_expected.Count == 0)
            return ReadOnlyDictionary<long, long>.Empty;
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
        return ids;
    }

    /// <summary>The connection has ended, and with it what it said of objects that are not here yet.</summary>
    public void ForgetExpected() => _expected.Clear();

    /// <summary>The tree is another one, where ids mean other objects.</summary>
    public void ForgetFormer()
    {
        _former.Clear();
        _formerOrder.Clear();
    }
}
