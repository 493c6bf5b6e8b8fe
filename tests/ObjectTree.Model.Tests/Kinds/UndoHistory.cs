using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>A state, all that was applied to it, and undo of any part of that, as the engine does it.</summary>
internal sealed class UndoHistory<TState>(
    TState state,
    Func<TState, TopicOperation, (TState State, AppliedOperation Applied)> apply,
    Func<TState, AppliedOperation, IReadOnlyList<AppliedOperation>, TakenBack> takeBack)
{
    private readonly List<AppliedOperation> _applied = [];

    /// <summary>All that was applied, what took others back included.</summary>
    public IReadOnlyList<AppliedOperation> Applied => _applied;

    public TState State { get; private set; } = state;

    /// <summary>Applies an operation; gives its place in the history.</summary>
    public int Do(TopicOperation operation)
    {
        (State, var applied) = apply(State, operation);
        _applied.Add(applied);
        return _applied.Count - 1;
    }

    /// <summary>Takes operations back, the newest first; gives the places of what did it, or the conflict.</summary>
    public (List<int> Undone, string? Conflict) Undo(IEnumerable<int> places)
    {
        var undone = new List<int>();
        foreach (var place in places.OrderDescending())
        {
            var taken = takeBack(State, _applied[place], _applied[(place + 1)..]);
            if (taken.Conflict is not null)
                return (undone, taken.Conflict);
            foreach (var operation in taken.Operations)
                undone.Add(Do(operation));
        }
        return (undone, null);
    }
}
