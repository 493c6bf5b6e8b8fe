namespace ObjectTree.Client.Replica;

/// <summary>Something that is only rolled back: nobody is told of it.</summary>
internal sealed class QuietStep(Action takeBack) : ReplicaStep
{
    public override void RollBack() => takeBack();

    public override void Tell()
    {
    }
}
