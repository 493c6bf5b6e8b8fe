using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>
/// A reaction to an event that knows its reverse. It stands before what the reaction wrote, so that an undo takes that back first. Undo and redo restore what was written by
/// operations; what the two functions write then is dropped.
/// </summary>
internal sealed class ReactionStep(SObject target, Func<object?> forward, Action<object?> reverse, bool isDone) : TransitionStep
{
    private object? _result;

    public override Operation? Operation => null;

    public override bool IsUndoable => true;

    public override void AddTouched(List<SObject> touched) => touched.Add(target);

    public void Do() => _result = forward();

    public override void RollBack()
    {
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        var back = new ReactionStep(target, forward, reverse, !isDone) { _result = _result };
        running.Add(back);
        if (isDone)
            tree.WithoutWriting(running, () => reverse(_result));
        else
            tree.WithoutWriting(running, back.Do);
    }
}
