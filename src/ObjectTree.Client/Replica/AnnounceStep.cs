using ObjectTree.Model.Shape;

namespace ObjectTree.Client.Replica;

internal sealed class AnnounceStep(ReplicaContent content, TypeSchema type) : ReplicaStep
{
    public override void Undo() => content.Types.Remove(type.Number);

    public override void Tell()
    {
    }
}
