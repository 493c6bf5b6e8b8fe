namespace ObjectTree.Client.Replica;

/// <summary>A step that is not told: a <see cref="ShapeDifference"/> tells what comes of it in the end.</summary>
internal sealed class SilentStep(ReplicaStep step) : ReplicaStep
{
    public override void RollBack() => step.RollBack();

    public override void Tell()
    {
    }
}
