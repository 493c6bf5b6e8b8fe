using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>What an action writes to an attribute.</summary>
/// <param name="action">The action.</param>
/// <param name="operation">What is written at first.</param>
internal sealed class PendingWrite(PendingAction action, TopicOperation operation) : PendingChange(action)
{
    private AttributeAddress _address = operation.Address;

    public override AttributeAddress? Address => _address;

    public override bool HasPlaces => operation.HasPlaces;

    public override IEnumerable<Operation> Left => Operations;

    public override IEnumerable<long> Needs
    {
        get
        {
            var ids = new List<long> { _address.ObjectId };
            foreach (var one in Operations)
                Collect(one, ids);
            return ids;
        }
    }

    /// <summary>What it changes; null: that is gone, with the snapshot that took it away.</summary>
    public ReplicaAttribute? Attribute { get; set; }

    /// <summary>What is left of it, in order.</summary>
    public ImmutableArray<TopicOperation> Operations { get; set; } = [operation];

    /// <summary>Calls the objects that the server has made by their ids; false: it names none of them.</summary>
    public bool Readdress(IReadOnlyDictionary<long, long> ids)
    {
        if (!Needs.Any(ids.ContainsKey))
            return false;
        _address = _address with { ObjectId = IdOf(_address.ObjectId) };
        Operations =
        [
            .. Operations.Select(one => one.At(_address).MapValues(value => References.Map(value, IdOf))),
        ];
        return true;

        long IdOf(long id) => ids.GetValueOrDefault(id, id);
    }

    public override bool Crosses(PendingChange other) =>
        other is PendingWrite write && WritesAs(other) && Operations.Any(one => write.Operations.Any(two => Crosses(one, two)));

    private static bool Crosses(TopicOperation one, TopicOperation other)
    {
        if (one.HasPlaces && other.HasPlaces)
            return false; // each is brought past the other
        if (Adds(one) && Adds(other))
            return false;
        return PartOf(one) is not { } part || PartOf(other) is not { } otherPart || part.Equals(otherPart);

        static bool Adds(TopicOperation operation) => operation is IntOperation.Add or FloatOperation.Add or EventOperation;
    }

    /// <summary>The key or item that an operation is about; null: it is about all of them.</summary>
    private static object? PartOf(TopicOperation operation) => operation switch
    {
        DictOperation.Put put => put.Key,
        DictOperation.Remove remove => remove.Key,
        SetOperation.Add add => add.Item,
        SetOperation.Remove remove => remove.Item,
        _ => null,
    };

    private static void Collect(TopicOperation operation, List<long> ids)
    {
        foreach (var value in operation.HeldValues().AsSpan())
            References.Collect(value, ids);
    }
}
