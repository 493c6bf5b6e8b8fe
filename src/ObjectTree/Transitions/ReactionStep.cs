using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>
/// A reaction to an event that knows its reverse. It stands before what the reaction wrote, so that an undo takes that back first. Undo and redo restore what was written by
/// operations; what the two functions write then is dropped. When an undo or redo fails, the opposite function runs, so that the world outside is as before, too.
/// </summary>
internal sealed class ReactionStep(SObject target, Func<object?> forward, Action<object?> reverse, bool isDone) : TransitionStep
{
    private ReactionStep? _takenBack; // what this, done, takes back; null: nothing, or not done yet
    private object? _result;

    public override Operation? Operation => null;

    public override bool IsUndoable => true;

    public override void AddTouched(List<SObject> touched) => touched.Add(target);

    public void Do() => _result = forward();

    public override void RollBack()
    {
        if (_takenBack is null)
            return;
        _takenBack._result = _result;
        target.Tree.RunOutside(_takenBack.Run);
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        var back = new ReactionStep(target, forward, reverse, !isDone) { _result = _result };
        running.Add(back);
        tree.WithoutWriting(running, back.Run);
        back._takenBack = this;
    }

    private void Run()
    {
        if (isDone)
            Do();
        else
            reverse(_result);
    }
}
