using ObjectTree.Model.Shape;

namespace ObjectTree.Client.Replica;

internal sealed class AddAttributeStep : ReplicaStep
{
    private readonly ReplicaObject _target;
    private readonly ReplicaAttribute _attribute;
    private readonly bool _isNews; // else it is there when the object's creation is told

    /// <summary>Adds it.</summary>
    /// <exception cref="ArgumentException">The object has such an attribute; nothing changed.</exception>
    public AddAttributeStep(ReplicaObject target, AddedAttribute added)
    {
        (_target, _isNews) = (target, target.IsKnown);
        _attribute = target.Add(added);
    }

    public override void RollBack() => _target.Remove(_attribute);

    public override void Tell()
    {
        if (_target.IsDestroyed || !_target.Has(_attribute)) // the same message took it away again
            return;
        _attribute.IsKnown = true;
        if (_isNews)
            _target.TellAdded(_attribute.Name);
    }
}
