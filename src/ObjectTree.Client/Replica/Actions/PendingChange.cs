using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>One operation of an action, as what it has become since it was written. Guarded by the replica's lock.</summary>
/// <param name="action">The action.</param>
/// <param name="operation">The operation.</param>
internal sealed class PendingChange(PendingAction action, TopicOperation operation)
{
    public PendingAction Action => action;

    public AttributeAddress Address => operation.Address;

    /// <summary>Whether it cannot be sent before the server has settled what else the client wrote to the same attribute.</summary>
    public bool HasPlaces => operation.HasPlaces;

    /// <summary>What it changes; null: that is gone, with the snapshot that took it away.</summary>
    public ReplicaAttribute? Attribute { get; set; }

    /// <summary>What is left of it, in order.</summary>
    public ImmutableArray<TopicOperation> Operations { get; set; } = [operation];
}
