namespace ObjectTree.Client.Replica;

/// <summary>Something that is only told, in its order among the rest.</summary>
internal sealed class NoticeStep(Action tell) : ReplicaStep
{
    public override void RollBack()
    {
    }

    public override void Tell() => tell();
}
