using ObjectTree.Client;
using ObjectTree.Client.Replica.Actions;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Shape;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>What a replica has to show: what the server says, then what the client has proposed, in order, then what it drafts.</summary>
internal sealed class ShapeModel
{
    private readonly Dictionary<long, long> _parents = [];
    private readonly Dictionary<long, List<long>> _children = [];
    private readonly Dictionary<long, string?> _keys = [];
    private readonly Dictionary<long, long> _counts = [];

    public ShapeModel(ReplicaTree confirmed, IEnumerable<PendingAction> own)
    {
        foreach (var one in confirmed.Objects)
        {
            _parents[one.Id] = one.Parent?.Id ?? 0;
            _children[one.Id] = [.. one.Children.Select(child => child.Id)];
            _keys[one.Id] = one.Key;
            _counts[one.Id] = CountOf(one);
        }
        foreach (var operation in own.SelectMany(action => action.Operations))
            Apply(operation);
    }

    public void Check(ReplicaTree shown)
    {
        var objects = shown.Objects;
        Assert.That(objects.Select(one => one.Id).ToHashSet().SetEquals(_children.Keys), "what has to be there is there, and nothing else");
        foreach (var one in objects)
        {
            if (!one.Children.Select(child => child.Id).SequenceEqual(_children[one.Id]))
                Assert.That(one.Children.Select(child => child.Id), Is.EqualTo(_children[one.Id]), $"the children of {one}");
            if ((one.Parent?.Id ?? 0) != _parents[one.Id] || (one.Key is not null && shown.Find(one.Key) != one))
                Assert.Fail($"{one} has the parent {one.Parent} and the key {one.Key}");
            if (CountOf(one) != _counts[one.Id])
                Assert.That(CountOf(one), Is.EqualTo(_counts[one.Id]), $"the count of {one}");
        }
    }

    private void Apply(Operation operation)
    {
        switch (operation)
        {
            case NewOperation create when !_children.ContainsKey(create.LocalId) && _children.TryGetValue(create.ParentId, out var siblings)
                && (create.Key is null || !_keys.ContainsValue(create.Key)):
                Insert(siblings, create.Index, create.LocalId);
                (_parents[create.LocalId], _children[create.LocalId]) = (create.ParentId, []);
                (_keys[create.LocalId], _counts[create.LocalId]) = (create.Key, 0);
                break;
            case MoveOperation move when _children.ContainsKey(move.ObjectId) && _children.TryGetValue(move.ParentId, out var siblings)
                && !IsWithin(move.ParentId, move.ObjectId):
                _children[_parents[move.ObjectId]].Remove(move.ObjectId);
                Insert(siblings, move.Index, move.ObjectId);
                _parents[move.ObjectId] = move.ParentId;
                break;
            case DestroyOperation destroy when _children.ContainsKey(destroy.ObjectId):
                _children[_parents[destroy.ObjectId]].Remove(destroy.ObjectId);
                Remove(destroy.ObjectId);
                break;
            case IntOperation.Set set when _counts.ContainsKey(set.Address.ObjectId):
                _counts[set.Address.ObjectId] = set.Value;
                break;
            case IntOperation.Add add when _counts.ContainsKey(add.Address.ObjectId):
                _counts[add.Address.ObjectId] += add.Delta;
                break;
        }
    }

    private static void Insert(List<long> siblings, int index, long id) =>
        siblings.Insert(index < 0 ? siblings.Count : Math.Min(index, siblings.Count), id);

    private static long CountOf(ReplicaObject one) =>
        one.AttributeNames.Contains("count") ? one.GetAttribute<IntTopic>("count").Value : 0;

    private bool IsWithin(long id, long other)
    {
        while (id != 0 && id != other)
            id = _parents[id];
        return id == other;
    }

    private void Remove(long id)
    {
        foreach (var child in _children[id])
            Remove(child);
        _children.Remove(id);
        _parents.Remove(id);
        _keys.Remove(id);
        _counts.Remove(id);
    }
}
