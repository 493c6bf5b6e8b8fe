namespace ObjectTree.Transitions;

/// <summary>Work that starts when the transition is committed, and never when it is rolled back.</summary>
internal sealed class WorkStep(Action start) : TransitionStep
{
    public override void Tell() => start();
}
