using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>
/// What an attribute holds on the server, and what the client's own changes make of it, while there are any. Guarded by the replica's lock.
/// </summary>
internal sealed class AttributeLayers
{
    private readonly IHostedTopic _confirmed;
    private readonly List<PendingWrite> _changes = [];
    private readonly List<TopicOperation> _frame = []; // what the frame that is being applied did
    private Value _before; // what was confirmed before that frame

    // Worked on out of sight: nobody sees what is between two states.
    private readonly IHostedTopic _shown;
    private readonly IHostedTopic _was;

    public AttributeLayers(ITopicHost host, int attribute, TopicKind kind, Value state)
    {
        (_confirmed, _shown, _was, _before) = (Hold(), Hold(), Hold(), state);
        _confirmed.Load(state);

        IHostedTopic Hold()
        {
            IHostedTopic topic = TopicKinds.Create(kind);
            topic.Bind(host, attribute);
            return topic;
        }
    }

    public bool HasChanges => _changes.Count > 0;

    /// <summary>Adds a change of the client's on top.</summary>
    public void Add(PendingWrite change) => _changes.Add(change);

    /// <summary>Whether something is above what an action changes.</summary>
    public bool IsAbove(PendingAction action) => _changes.Exists(change => change.Action.Layer > action.Layer);

    /// <summary>What there is of the client's own, to <see cref="Restore"/>.</summary>
    public ImmutableArray<(PendingWrite Change, ImmutableArray<TopicOperation> Operations)> Save() =>
        [.. _changes.Select(change => (change, change.Operations))];

    public void Restore(ImmutableArray<(PendingWrite Change, ImmutableArray<TopicOperation> Operations)> saved)
    {
        _changes.Clear();
        foreach (var (change, operations) in saved)
        {
            change.Operations = operations;
            _changes.Add(change);
        }
    }

    /// <summary>Brings what drafts change above all else, in the order of their layers.</summary>
    public void Sort()
    {
        for (var end = 1; end < _changes.Count; end++)
        {
            for (var i = end; i > 0 && _changes[i - 1].Action.Layer > _changes[i].Action.Layer; i--)
                Swap(i - 1);
        }
    }

    /// <summary>The server has made the object, with a state of its own; gives how to take that back.</summary>
    public Action Begin(Value state)
    {
        var before = _before;
        Load(state);
        return () => Load(before);

        void Load(Value value)
        {
            _confirmed.Load(value);
            _before = value;
        }
    }

    /// <summary>
    /// Applies an operation of a frame; what is shown is brought up to date by <see cref="Rebase(Predicate{PendingAction})"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The operation does not fit; nothing changed.</exception>
    /// <exception cref="KeyNotFoundException">A key is not there; nothing changed.</exception>
    public void Confirm(TopicOperation operation, ReplicaSteps steps)
    {
        steps.Add(_confirmed, _confirmed.Apply(operation));
        _frame.Add(operation);
    }

    /// <summary>Forgets what a frame did that is rolled back.</summary>
    public void ForgetFrame() => _frame.Clear();

    /// <summary>Brings what is pending past what a snapshot holds instead.</summary>
    public void Overtake(Value state, Predicate<PendingAction> isSettled)
    {
        if (_confirmed.Become(state) is { } difference)
            _frame.Add(difference.Operation);
        _ = Rebase(isSettled);
    }

    /// <summary>Brings what is pending past the frame, and gives what is to be shown.</summary>
    /// <param name="isSettled">Whether an action is settled, so that the frame has its effect if there is one.</param>
    public Value Rebase(Predicate<PendingAction> isSettled)
    {
        _was.Load(_before);
        _before = _confirmed.Capture();
        _shown.Load(_before);
        var others = _frame.ToImmutableArray();
        for (var i = 0; i < _changes.Count;)
        {
            var change = _changes[i];
            if (isSettled(change.Action))
            {
                others = Without(change.Action, TakeAll(change.Action, ref i), others);
                continue;
            }
            _ = Apply(change.Operations, _was);
            Rebase(change, ref others);
            _ = Apply(change.Operations, _shown);
            i++;
        }
        _changes.RemoveAll(change => isSettled(change.Action));
        _frame.Clear();
        return _shown.Capture();
    }

    /// <summary>Lets a change and the one that was made on top of it change places.</summary>
    private void Swap(int place)
    {
        var (below, above) = (_changes[place], _changes[place + 1]);
        if (above.HasPlaces)
        {
            _was.Load(_before);
            for (var i = 0; i < place; i++)
                _ = Apply(_changes[i].Operations, _was);
            ImmutableArray<TopicOperation> others = [.. Apply(below.Operations, _was)]; // what takes it back
            Rebase(above, ref others);
            others = above.Operations;
            Rebase(below, ref others);
        }
        (_changes[place], _changes[place + 1]) = (above, below);
    }

    /// <summary>The operations of an action from a place on, those of which follow each other.</summary>
    private List<TopicOperation> TakeAll(PendingAction action, ref int place)
    {
        var operations = new List<TopicOperation>();
        for (; place < _changes.Count && _changes[place].Action == action; place++)
            operations.AddRange(_changes[place].Operations);
        return operations;
    }

    /// <summary>
    /// What those behind an action that goes are to be brought past: what takes it back, then all else. Of what the frame made of it, if
    /// that is the same, nothing is left; if that is something else, the difference is.
    /// </summary>
    private ImmutableArray<TopicOperation> Without(
        PendingAction action, List<TopicOperation> operations, ImmutableArray<TopicOperation> others)
    {
        var inverses = Apply(operations, _was);
        if (operations is [] or [{ HasPlaces: false }, ..])
            return others;
        if (action.IsRefused || others.IsEmpty)
            return [.. inverses, .. others];
        var sent = action.IsSingle ? TopicOperation.Merge(operations) : operations;
        for (var start = 0; start < others.Length; start++)
        {
            var before = others[..start];
            ImmutableArray<TopicOperation> made = [.. Rebase(sent, ref before)];
            if (made.AsSpan().SequenceEqual(others.AsSpan(start..Math.Min(others.Length, start + made.Length))))
                return [.. before, .. others[(start + made.Length)..]];
        }
        return Difference();
    }

    /// <summary>What turns the state that the next change was made on into the one that is there now.</summary>
    private ImmutableArray<TopicOperation> Difference()
    {
        if (_was.Become(_shown.Capture()) is not { } difference)
            return [];
        _ = _was.Apply(difference.Inverse);
        return [difference.Operation];
    }

    private static void Rebase(PendingWrite change, ref ImmutableArray<TopicOperation> others) =>
        change.Operations = [.. Rebase(change.Operations, ref others)];

    private static List<TopicOperation> Rebase(IEnumerable<TopicOperation> operations, ref ImmutableArray<TopicOperation> others)
    {
        var rebased = new List<TopicOperation>();
        foreach (var operation in operations)
            rebased.AddRange(operation.Rebase(ref others));
        return rebased;
    }

    /// <summary>Gives what takes them back, the last first. What does not fit does nothing: the server says what comes of it.</summary>
    private static List<TopicOperation> Apply(IEnumerable<TopicOperation> operations, IHostedTopic topic)
    {
        var inverses = new List<TopicOperation>();
        foreach (var operation in operations)
        {
            try
            {
                if (topic.Reduce(operation) is { } fitted)
                    inverses.Insert(0, fitted.ReplacesAll ? ReplaceAll(topic, fitted) : topic.Apply(fitted).Inverse);
            }
            catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException)
            {
                continue;
            }
        }
        return inverses;
    }

    /// <summary>Gives what takes it back in edits, so that whoever edited it since keeps that.</summary>
    private static TopicOperation ReplaceAll(IHostedTopic topic, TopicOperation operation)
    {
        var before = topic.Capture();
        var inverse = topic.Apply(operation).Inverse;
        if (topic.Become(before) is not { } edits)
            return inverse;
        _ = topic.Apply(edits.Inverse);
        return edits.Operation;
    }
}
