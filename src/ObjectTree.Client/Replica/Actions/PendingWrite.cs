using System.Collections.Immutable;
using ObjectTree.Model;
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
        other is PendingWrite write && WritesAs(other) && !Operations.All(one => write.Operations.All(one.CommutesWith));

    private static void Collect(TopicOperation operation, List<long> ids)
    {
        foreach (var value in operation.HeldValues().AsSpan())
            References.Collect(value, ids);
    }
}
