using System.Runtime.InteropServices;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Replica;

/// <summary>
/// What was done to the replica and is not told yet, in order. Kept for what comes next, so that no step of a topic takes memory of its
/// own. Guarded by the replica's lock while it is filled.
/// </summary>
internal sealed class ReplicaSteps
{
    private const int MostKept = 1_024;

    private readonly List<Entry> _entries = [];
    private int _count; // of the entries; read by any thread

    /// <summary>How many there are. Any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(IHostedTopic topic, AppliedOperation applied) => Add(new Entry(topic, applied, null));

    public void Add(ReplicaStep step) => Add(new Entry(null, default, step));

    /// <summary>Adds a step that is told before those that come with it, and rolled back after them.</summary>
    /// <param name="start">Where the steps begin that come with it.</param>
    /// <param name="step">The step.</param>
    public void Insert(int start, ReplicaStep step)
    {
        _entries.Insert(start, new Entry(null, default, step));
        Volatile.Write(ref _count, _entries.Count);
    }

    /// <summary>Takes back what was done since there were so many, the last first.</summary>
    public void RollBackTo(int count)
    {
        for (var i = _entries.Count - 1; i >= count; i--)
            _entries[i].RollBack();
        _entries.RemoveRange(count, _entries.Count - count);
        Trim();
    }

    /// <summary>Tells everything, the first first.</summary>
    public void Tell()
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            try
            {
                entry.Tell();
            }
            catch (Exception)
            {
                // What observers throw is logged already: it is the log that fails, and the others are still to be told.
            }
        }
        Clear();
    }

    private void Add(Entry entry)
    {
        _entries.Add(entry);
        Volatile.Write(ref _count, _entries.Count);
    }

    private void Clear()
    {
        _entries.Clear();
        Trim();
    }

    private void Trim()
    {
        Volatile.Write(ref _count, _entries.Count);
        if (_entries.Count == 0 && _entries.Capacity > MostKept) // after a snapshot
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
