using System.Collections.Immutable;
using ObjectTree.Calls;
using ObjectTree.Model.Topics;

namespace ObjectTree.Server.Feeds.Actions;

/// <summary>
/// The latest operations on texts and lists that clients may write, with the frame that carries each: what an action is brought past that
/// was proposed on an older state. Guarded by the tree's lock.
/// </summary>
/// <param name="tree">The tree.</param>
/// <param name="most">How many operations are kept.</param>
/// <param name="index">The index of the frame after which all are known.</param>
internal sealed class TransformWindow(Tree tree, int most, long index)
{
    private const long MostBytes = 1 << 20;
    private const int MostDropped = 4_096;
    private const long MostSteps = 1 << 18; // of one action past others: what takes a few milliseconds

    private readonly Queue<Entry> _entries = [];
    private readonly Dictionary<AttributeAddress, long> _dropped = []; // the index of the newest that was dropped of an attribute
    private long _bytes;
    private long _knownFrom = index; // of attributes that are not in _dropped what is in frames up to this may have been dropped too

    /// <summary>Knows nothing, so that every edit is too late.</summary>
    public static TransformWindow Unknown(Tree tree) => new(tree, 0, long.MaxValue);

    /// <summary>Notes what a transition did.</summary>
    /// <param name="transition">The transition.</param>
    /// <param name="index">Of the frame that carries it.</param>
    public void Add(Transition transition, long index)
    {
        foreach (var operation in transition.Operations)
        {
            if (operation is TopicOperation { HasPlaces: true } edit && ClientActions.IsWritable(tree, edit.Address))
                Add(new Entry(index, edit, edit.Size));
        }
    }

    /// <summary>Begins to bring an action past all that came after the frame of an index.</summary>
    public Rebaser Since(long index) => new(this, index);

    private void Add(Entry entry)
    {
        _entries.Enqueue(entry);
        _bytes += entry.Size;
        while (_entries.Count > most || _bytes > MostBytes)
        {
            var dropped = _entries.Dequeue();
            _bytes -= dropped.Size;
            _dropped[dropped.Operation.Address] = dropped.Index;
            if (_dropped.Count <= MostDropped)
                continue;
            _dropped.Clear();
            _knownFrom = dropped.Index;
        }
    }

    /// <summary>Whether all is known that was done to an attribute after the frame of an index.</summary>
    private bool Knows(AttributeAddress address, long since) =>
        since >= _knownFrom && (!_dropped.TryGetValue(address, out var dropped) || since >= dropped);

    private readonly record struct Entry(long Index, TopicOperation Operation, long Size);

    /// <inheritdoc/>
    internal sealed class Rebaser(TransformWindow window, long index) : IActionRebase
    {
        private Dictionary<AttributeAddress, ImmutableArray<TopicOperation>>? _others; // made when first needed
        private ILookup<AttributeAddress, TopicOperation>? _since; // likewise
        private List<TopicOperation>? _reactions; // likewise
        private long _steps;

        /// <inheritdoc/>
        public ImmutableArray<TopicOperation> Rebase(TopicOperation operation)
        {
            if (!operation.HasPlaces)
                return [operation];
            _others ??= [];
            if (!_others.TryGetValue(operation.Address, out var others))
                others = Others(operation.Address);
            _steps += (long)operation.StepCount * others.Sum(other => other.StepCount);
            if (_steps > MostSteps)
                throw Stale();
            var rebased = operation.Rebase(ref others);
            _others[operation.Address] = others;
            return rebased;
        }

        /// <inheritdoc/>
        public void Add(TopicOperation reaction)
        {
            if (_others?.TryGetValue(reaction.Address, out var others) == true)
                _others[reaction.Address] = others.Add(reaction);
            else
                (_reactions ??= []).Add(reaction);
        }

        private ImmutableArray<TopicOperation> Others(AttributeAddress address)
        {
            if (!window.Knows(address, index))
                throw Stale();
            _since ??= window._entries.Where(entry => entry.Index > index)
                .ToLookup(entry => entry.Operation.Address, entry => entry.Operation); // once: an action may be about many attributes
            return [.. _since[address], .. (_reactions ?? []).Where(operation => operation.Address == address)];
        }

        private static OperationRejectedException Stale() =>
            new(RejectionCodes.Stale, "Too much has happened since the state that this was proposed on: propose it on the present one.");
    }
}
