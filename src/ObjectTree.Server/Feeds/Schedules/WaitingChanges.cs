using ObjectTree.Conflation;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;

namespace ObjectTree.Server.Feeds.Schedules;

/// <summary>
/// What was committed of conflated attributes and has not left. Guarded by the tree's lock.
/// </summary>
/// <remarks>
/// The attributes stand in the order of their first changes, and what leaves is always the beginning of this order: with an attribute leave
/// all that hold a change from before its last one, and those before them. So of the times when they are due only those count that none
/// behind is due before.
/// </remarks>
internal sealed class WaitingChanges(Tree tree, TimeProvider time)
{
    private readonly Dictionary<AttributeAddress, WaitingAttribute> _attributes = [];
    private readonly Queue<WaitingAttribute> _order = [];
    private readonly LinkedList<WaitingAttribute> _due = []; // in the order of both their first changes and their times
    private long _newest; // the version of the newest change that was kept
    private long _promised; // what was committed up to this version leaves with whatever leaves next

    public bool IsEmpty => _order.Count == 0;

    /// <summary>When the next is due, as a timestamp; the greatest: nothing waits.</summary>
    public long Due => _due.First?.Value.Due ?? long.MaxValue;

    /// <summary>Keeps what a transition did, when it may wait. False: it leaves at once.</summary>
    public bool TryKeep(Transition transition)
    {
        foreach (var operation in transition.Operations)
        {
            if (operation is not TopicOperation topic || ConflatedTopics.WindowOf(tree, topic.Address) == 0)
                return false;
        }
        foreach (var operation in transition.Operations)
            Keep((TopicOperation)operation, transition.Version);
        foreach (var operation in transition.Operations) // only now: what a topic holds is what all of them led to
        {
            var address = ((TopicOperation)operation).Address;
            if (_attributes[address] is { IsLarge: true } large)
                large.Shrink(ConflatedTopics.Find(tree, address));
        }
        _newest = transition.Version;
        return true;
    }

    /// <summary>
    /// Takes what has to leave before a transition that leaves at once: what waits for the attributes that it touches, and what was
    /// promised.
    /// </summary>
    public void TakeBefore(Transition transition, List<Operation> leaving)
    {
        var limit = _promised;
        HashSet<AttributeAddress>? touched = null;
        foreach (var operation in transition.Operations)
        {
            if (operation is TopicOperation topic && _attributes.TryGetValue(topic.Address, out var changes))
            {
                (touched ??= []).Add(topic.Address);
                limit = Math.Max(limit, changes.Last);
            }
            else if (operation is CreateOperation create)
            {
                Drop(create);
            }
        }
        Take(limit, leaving, touched);
    }

    /// <summary>Takes what is due, and what was promised.</summary>
    public void TakeDue(long now, List<Operation> leaving)
    {
        var limit = _promised;
        for (var due = _due.First; due?.Value.Due <= now; due = due.Next)
            limit = Math.Max(limit, due.Value.First);
        Take(limit, leaving);
    }

    /// <summary>Takes what was promised.</summary>
    public void TakePromised(List<Operation> leaving) => Take(_promised, leaving);

    public void TakeAll(List<Operation> leaving) => Take(long.MaxValue, leaving);

    /// <summary>Lets what was changed after a version leave with whatever leaves next. False: nothing of it waits.</summary>
    public bool Promise(long since)
    {
        // What is left is newer than all that has left, so the newest is among it.
        if (IsEmpty || _newest <= since)
            return false;
        _promised = _newest;
        return true;
    }

    private void Keep(TopicOperation operation, long version)
    {
        if (!_attributes.TryGetValue(operation.Address, out var changes))
        {
            var window = ConflatedTopics.WindowOf(tree, operation.Address);
            changes = new WaitingAttribute(
                operation.Address, version, time.GetTimestamp() + Timestamps.Of(TimeSpan.FromMilliseconds(window), time));
            _attributes.Add(operation.Address, changes);
            _order.Enqueue(changes);
            while (_due.Last?.Value.Due >= changes.Due)
                _due.RemoveLast();
            _due.AddLast(changes);
        }
        changes.Add(operation, version);
    }

    /// <summary>
    /// Drops what waits of objects that come back: their creation tells what they hold. The rest of them stays in its place, for the sake
    /// of the order.
    /// </summary>
    private void Drop(CreateOperation create)
    {
        foreach (var state in create.Objects)
        {
            for (var attribute = 1; attribute <= state.Attributes.Length; attribute++)
            {
                if (_attributes.Remove(new AttributeAddress(state.Id, attribute), out var changes))
                    changes.Drop();
            }
        }
    }

    /// <summary>
    /// Takes from the beginning of the order all that have a change from a version or before, and those whose changes lie between.
    /// </summary>
    private void Take(long limit, List<Operation> leaving, HashSet<AttributeAddress>? touched = null)
    {
        while (_order.TryPeek(out var next) && next.First <= limit)
        {
            _order.Dequeue();
            if (_due.First?.Value == next)
                _due.RemoveFirst();
            limit = Math.Max(limit, next.Last);
            if (next.IsDropped)
                continue;
            _attributes.Remove(next.Address);
            var topic = ConflatedTopics.Find(tree, next.Address);
            // What is left of an object that is gone has nowhere to go, unless the very transition that ends it builds on it.
            if (topic is not null || touched?.Contains(next.Address) == true)
                leaving.AddRange(next.Least(topic));
        }
    }
}
