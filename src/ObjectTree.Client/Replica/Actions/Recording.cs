using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>What is being written as a part of one action, and how it all was before. Guarded by the replica's lock.</summary>
/// <param name="action">The action, or a draft that is going on.</param>
/// <param name="start">How many steps there were.</param>
internal sealed class Recording(PendingAction action, int start)
{
    private readonly PendingChange[] _changes = [.. action.Changes];
    private readonly Dictionary<ReplicaAttribute, ImmutableArray<(PendingWrite, ImmutableArray<TopicOperation>)>> _attributes = [];

    public PendingAction Action => action;

    /// <summary>Notes that an attribute is about to be written.</summary>
    public void Note(ReplicaAttribute attribute)
    {
        if (!_attributes.ContainsKey(attribute))
            _attributes.Add(attribute, attribute.Save());
    }

    /// <summary>Makes one that was going on inside of it, and has ended, a part of it.</summary>
    public void Include(Recording inner)
    {
        foreach (var (attribute, saved) in inner._attributes)
            _attributes.TryAdd(attribute, saved);
    }

    /// <summary>Takes back all that was written; the shape is for the caller to lay anew.</summary>
    public void RollBack(ReplicaSteps steps)
    {
        steps.RollBackTo(start);
        foreach (var (attribute, saved) in _attributes)
            attribute.Restore(saved);
        action.Changes.Clear();
        action.Changes.AddRange(_changes);
    }
}
