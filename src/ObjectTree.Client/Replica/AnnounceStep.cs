namespace ObjectTree.Client.Replica;

/// <summary>A type or a kind of record became known.</summary>
internal sealed class AnnounceStep(Action forget) : ReplicaStep
{
    public override void RollBack() => forget();

    public override void Tell()
    {
    }
}
