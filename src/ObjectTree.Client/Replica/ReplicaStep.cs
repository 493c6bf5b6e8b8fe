namespace ObjectTree.Client.Replica;

/// <summary>One thing that a message did to the replica: how to roll it back, and what to tell once the whole message is applied.</summary>
internal abstract class ReplicaStep
{
    public abstract void RollBack();

    public abstract void Tell();
}
