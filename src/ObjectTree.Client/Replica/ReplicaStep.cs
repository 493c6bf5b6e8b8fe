namespace ObjectTree.Client.Replica;

/// <summary>One thing that a message did to the replica: how to take it back, and what to tell once the whole message is applied.</summary>
internal abstract class ReplicaStep
{
    public abstract void Undo();

    public abstract void Tell();
}
