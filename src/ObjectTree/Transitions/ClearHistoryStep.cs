using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>All history goes when the transition is committed, its own included.</summary>
internal sealed class ClearHistoryStep : TransitionStep
{
    public override Operation? Operation => null;

    public override void RollBack()
    {
    }
}
