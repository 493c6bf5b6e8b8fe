using System.Collections.Immutable;
using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>What has been done since the transition began, so that any tail of it can be taken back. Guarded by the tree's lock.</summary>
internal sealed class RunningTransition(string? source)
{
    private readonly List<TransitionStep> _steps = [];

    public string? Source => source;

    public int Count => _steps.Count;

    public bool ChangesSomething => _steps.Exists(step => step.Operation is not null);

    public IReadOnlyList<TransitionStep> Steps => _steps;

    public void Add(TransitionStep step) => _steps.Add(step);

    public void RollBackTo(int count)
    {
        for (var i = _steps.Count - 1; i >= count; i--)
            _steps[i].Undo();
        _steps.RemoveRange(count, _steps.Count - count);
    }

    public ImmutableArray<Operation> Operations() => [.. _steps.Select(step => step.Operation).OfType<Operation>()];
}
