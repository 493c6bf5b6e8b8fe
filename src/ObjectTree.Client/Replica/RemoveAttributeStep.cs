namespace ObjectTree.Client.Replica;

internal sealed class RemoveAttributeStep : ReplicaStep
{
    private readonly ReplicaObject _target;
    private readonly ReplicaAttribute _attribute;

    /// <summary>Removes it.</summary>
    /// <exception cref="ArgumentException">The object was given no such attribute; nothing changed.</exception>
    public RemoveAttributeStep(ReplicaObject target, int number)
    {
        _target = target;
        _attribute = target.FindAdded(number) ?? throw new ArgumentException($"{target} was given no attribute {number}.");
        target.Remove(_attribute);
    }

    public override void RollBack() => _target.Restore(_attribute);

    public override void Tell()
    {
        if (!_target.IsDestroyed && _attribute.IsKnown) // else the same message made it: nobody has seen it
            _target.TellRemoved(_attribute.Name);
    }
}
