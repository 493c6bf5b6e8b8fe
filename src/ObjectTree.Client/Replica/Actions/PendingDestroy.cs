using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>An object goes, with all below it.</summary>
/// <param name="action">The action.</param>
/// <param name="target">The object.</param>
internal sealed class PendingDestroy(PendingAction action, ReplicaObject target) : PendingShape(action)
{
    public override IEnumerable<Operation> Left => [new DestroyOperation(target.Id)];

    public override IEnumerable<long> Needs => [target.Id];

    protected override ReplicaObject? Existing => target;

    public override void Lay(ReplicaContent content, ReplicaSteps steps)
    {
        if (content.Shown(target.Id) is { IsRoot: false } gone)
            content.Destroy(gone, steps);
    }
}
