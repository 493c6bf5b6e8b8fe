namespace ObjectTree.Client.Replica;

/// <summary>A part of an object that this client has created became the server's.</summary>
internal sealed class AdoptStep(Action takeBack) : ReplicaStep
{
    public override void RollBack() => takeBack();

    public override void Tell()
    {
    }
}
