namespace ObjectTree.Transitions;

/// <summary>What becomes the next transition once this one is committed, and never when it is rolled back.</summary>
internal sealed class FollowUpStep(Action change) : TransitionStep
{
    public Action Change => change;
}
