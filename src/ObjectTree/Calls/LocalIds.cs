using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Calls;

/// <summary>
/// What one client calls the objects that it has created, until it is sure to know their ids. The latest are kept. Guarded by the tree's
/// lock.
/// </summary>
public sealed class LocalIds
{
    private const int Kept = 4_096;

    private readonly Dictionary<long, long> _ids = [];
    private readonly Queue<long> _order = [];
    private readonly List<(long Local, long Id)> _staged = []; // of the action that is being applied

    /// <summary>What the action that is being applied has created so far.</summary>
    public ImmutableArray<(long Local, long Id)> Staged => [.. _staged];

    /// <summary>The id in the tree of an object; positive ones are that already.</summary>
    public bool TryResolve(long id, out long real)
    {
        real = id;
        if (id > 0)
            return true;
        var staged = _staged.FindIndex(one => one.Local == id);
        if (staged >= 0)
            real = _staged[staged].Id;
        return staged >= 0 || _ids.TryGetValue(id, out real);
    }

    /// <summary>Ends an action.</summary>
    /// <param name="isMade">Whether what it created is there, and is kept.</param>
    public void End(bool isMade)
    {
        foreach (var (local, id) in isMade ? _staged : [])
        {
            _ids[local] = id;
            _order.Enqueue(local);
        }
        _staged.Clear();
        while (_order.Count > Kept)
            _ids.Remove(_order.Dequeue());
    }

    internal void Stage(long local, long id) => _staged.Add((local, id));

    /// <exception cref="OperationRejectedException">NOT_FOUND: it is about an object that is not known, or refers to one.</exception>
    internal TopicOperation Resolve(TopicOperation operation)
    {
        var address = operation.Address;
        if (address.ObjectId < 0)
            operation = operation.At(address with { ObjectId = Resolve(address.ObjectId) });
        else if (_staged.Count + _ids.Count == 0)
            return operation;
        var referred = new List<long>();
        foreach (var value in operation.HeldValues().AsSpan())
            References.Collect(value, referred);
        return referred.Exists(id => id < 0) ? operation.MapValues(value => References.Map(value, Resolve)) : operation;
    }

    internal long Resolve(long id) => TryResolve(id, out var real)
        ? real
        : throw ClientObjects.NotFound();
}
