using ObjectTree.Model;

namespace ObjectTree.Transitions;

/// <summary>What becomes the next transition once this one is committed, and never when it is rolled back.</summary>
internal sealed class FollowUpStep(Action change) : TransitionStep
{
    public override Operation? Operation => null;

    public Action Change => change;

    public override void RollBack()
    {
    }
}
