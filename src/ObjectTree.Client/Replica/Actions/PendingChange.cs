using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>One change of an action, as what it has become since it was made. Guarded by the replica's lock.</summary>
/// <param name="action">The action.</param>
internal abstract class PendingChange(PendingAction action)
{
    public PendingAction Action => action;

    /// <summary>The attribute that it writes; null: it changes the tree's shape.</summary>
    public virtual AttributeAddress? Address => null;

    /// <summary>Whether it cannot be sent before the server has settled what else the client wrote to the same attribute.</summary>
    public virtual bool HasPlaces => false;

    /// <summary>What is left of it, in order.</summary>
    public abstract IEnumerable<Operation> Left { get; }

    /// <summary>The objects that have to be there for it.</summary>
    public abstract IEnumerable<long> Needs { get; }

    /// <summary>Whether both change the same, so that it matters which of them the server makes first.</summary>
    public abstract bool Crosses(PendingChange other);

    /// <summary>Whether both write the same attribute.</summary>
    public bool WritesAs(PendingChange other) => Address is not null && Address == other.Address;
}
