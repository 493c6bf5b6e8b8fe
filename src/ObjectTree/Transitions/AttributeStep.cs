using ObjectTree.History;
using ObjectTree.Model;
using ObjectTree.Model.Shape;

namespace ObjectTree.Transitions;

/// <summary>An object gets or loses an attribute that its class does not declare.</summary>
internal sealed class AttributeStep : TransitionStep
{
    private readonly SObject _target;
    private readonly AddedTopic _attribute;
    private readonly bool _isAdded;

    private AttributeStep(SObject target, AddedTopic attribute, bool isAdded)
    {
        (_target, _attribute, _isAdded) = (target, attribute, isAdded);
        if (target.Life != ObjectLife.Building)
        {
            Operation = isAdded
                ? new AddAttributeOperation(target.Id, attribute.Capture()) { Records = attribute.Records }
                : new RemoveAttributeOperation(target.Id, attribute.Number);
        }
    }

    public override Operation? Operation { get; }

    public override SObject Subject => _target;

    public override bool IsUndoable => Operation is not null;

    public override long Size => _attribute.Capture().Size;

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(common, _target);

    public static void Do(SObject target, AddedTopic attribute, bool isAdded, RunningTransition running)
    {
        var step = new AttributeStep(target, attribute, isAdded);
        step.Put(isAdded);
        running.Add(step);
    }

    public override void RollBack() => Put(!_isAdded);

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        if (_target.IsDestroyed)
            throw Conflict($"{_target} is gone");
        var now = _target.FindAdded(_attribute.Number);
        if (_isAdded != now is not null || (Operation is AddAttributeOperation added && now?.Capture() != added.Added))
            throw Conflict($"the attribute '{_attribute.Schema.Name}' of {_target} was changed since");
        if (!_isAdded && _target.NameIsTaken(_attribute.Schema.Name))
            throw Conflict($"{_target} has another attribute '{_attribute.Schema.Name}' now");
        if (!_isAdded)
            tree.CheckRoomForAttribute(_target);
        Do(_target, now ?? _attribute, !_isAdded, running);
    }

    public override void Stamp(long version) => _target.Version = version;

    private void Put(bool isAdded)
    {
        if (isAdded)
            _target.PutAdded(_attribute);
        else
            _target.TakeAdded(_attribute);
    }
}
