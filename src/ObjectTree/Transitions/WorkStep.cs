using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>Work that starts when the transition is committed, and never when it is undone.</summary>
internal sealed class WorkStep(Action start) : TransitionStep
{
    public override Operation? Operation => null;

    public override void Undo()
    {
    }

    public override void Stamp(long version)
    {
    }

    public override void Tell() => start();
}
