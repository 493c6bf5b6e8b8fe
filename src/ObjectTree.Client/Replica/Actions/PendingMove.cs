using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Client.Replica.Actions;

/// <summary>An object goes to another parent or place.</summary>
/// <param name="action">The action.</param>
/// <param name="target">The object.</param>
/// <param name="parent">Where to.</param>
/// <param name="index">Its place there after it was taken out; −1: the last.</param>
internal sealed class PendingMove(PendingAction action, ReplicaObject target, ReplicaObject parent, int index) : PendingShape(action)
{
    private int _index = index;

    public override IEnumerable<Operation> Left => [new MoveOperation(target.Id, parent.Id, _index)];

    public override IEnumerable<long> Needs => [target.Id, parent.Id];

    protected override ReplicaObject? Existing => target;

    public override void Lay(ReplicaContent content, ReplicaSteps steps)
    {
        if (content.Shown(target.Id) is not { Parent: { } from } moved || content.Shown(parent.Id) is not { } to || to.IsWithin(moved))
            return;
        content.Move(moved, to, Math.Min(_index, to.ChildItems.Count - (from == to ? 1 : 0)), steps);
    }

    public override void PlaceBehind(ReplicaContent content, IReadOnlyList<ReplicaObject> before)
    {
        if (_index >= 0 && content.Shown(parent.Id) is { } to)
            _index = PlaceBehind(to, target, before);
    }
}
