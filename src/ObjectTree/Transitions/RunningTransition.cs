using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>What has been done since the transition began, so that any tail of it can be rolled back. Guarded by the tree's lock.</summary>
internal sealed class RunningTransition(string? source, TransitionKind kind = TransitionKind.Forward)
{
    private readonly List<TransitionStep> _steps = new(1); // most transitions are one operation
    private Dictionary<string, long>? _freedKeys; // by the first _searched steps, with the id that was next then
    private int _searched;

    public string? Source => source;

    public TransitionKind Kind => kind;

    public int Count => _steps.Count;

    public bool ChangesSomething => _steps.Exists(static step => step.Operation is not null);

    public bool MakesEntry => _steps.Exists(static step => step.MakesEntry);

    public bool ClearsHistory => _steps.Exists(static step => step is ClearHistoryStep);

    public List<TransitionStep> Steps => _steps;

    public void Add(TransitionStep step) => _steps.Add(step);

    /// <summary>Whether the world is told, after an object came, that the holder of a key goes.</summary>
    public bool FreesAfter(SObject created, string key)
    {
        _freedKeys ??= [];
        for (; _searched < _steps.Count; _searched++)
            _steps[_searched].AddFreed(_freedKeys);
        return _freedKeys.TryGetValue(key, out var nextId) && nextId > created.Id;
    }

    public void RollBackTo(int count)
    {
        for (var i = _steps.Count - 1; i >= count; i--)
            _steps[i].RollBack();
        _steps.RemoveRange(count, _steps.Count - count);
        if (_searched > count)
            (_freedKeys, _searched) = (null, 0);
    }

    /// <summary>Rolls back what was written, and keeps the work that is to start after the commit.</summary>
    public void DropWritesSince(int count)
    {
        var work = _steps.Skip(count).OfType<WorkStep>().ToList();
        RollBackTo(count);
        _steps.AddRange(work);
    }

    /// <summary>What undo and redo go by; the list itself where that is all of it, which nobody changes any more.</summary>
    public List<TransitionStep> UndoableSteps() =>
        _steps.TrueForAll(static step => step.IsUndoable) ? _steps : _steps.FindAll(static step => step.IsUndoable);

    /// <summary>What the steps from one on do.</summary>
    public IEnumerable<Operation> OperationsFrom(int start) => _steps.Skip(start).Select(step => step.Operation).OfType<Operation>();

    public ImmutableArray<Operation> Operations()
    {
        var operations = ImmutableArray.CreateBuilder<Operation>(_steps.Count);
        foreach (var step in _steps)
        {
            if (step.Operation is { } operation)
                operations.Add(operation);
        }
        return operations.DrainToImmutable();
    }
}
