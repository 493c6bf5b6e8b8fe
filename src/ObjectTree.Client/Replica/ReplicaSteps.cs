using System.Runtime.InteropServices;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica;

/// <summary>
/// What the message that is being applied did to the replica so far, in order. Kept for the next message, so that no step of a topic takes
/// memory of its own.
/// </summary>
internal sealed class ReplicaSteps
{
    private const int MostKept = 1_024;

    private readonly List<Entry> _entries = [];

    public void Add(IHostedTopic topic, AppliedOperation applied) => _entries.Add(new Entry(topic, applied, null));

    public void Add(ReplicaStep step) => _entries.Add(new Entry(null, default, step));

    /// <summary>Adds a step that is told before all others, and rolled back after them.</summary>
    public void AddFirst(ReplicaStep step) => _entries.Insert(0, new Entry(null, default, step));

    /// <summary>Takes everything back, the last first.</summary>
    public void RollBack()
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
            _entries[i].RollBack();
        Clear();
    }

    /// <summary>Tells everything, the first first.</summary>
    public void Tell()
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
            entry.Tell();
        Clear();
    }

    private void Clear()
    {
        _entries.Clear();
        if (_entries.Capacity > MostKept) // after a snapshot
            _entries.Capacity = MostKept;
    }

    private readonly record struct Entry(IHostedTopic? Topic, AppliedOperation Applied, ReplicaStep? Step)
    {
        public void RollBack()
        {
            Step?.RollBack();
            _ = Topic?.Apply(Applied.Inverse);
        }

        public void Tell()
        {
            Step?.Tell();
            if (Applied.Changes is not null)
                Topic!.Tell(Applied);
        }
    }
}
