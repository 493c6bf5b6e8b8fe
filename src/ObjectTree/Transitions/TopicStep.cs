using ObjectTree.Calls;
using ObjectTree.History;
using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Transitions;

/// <summary>An operation on one topic.</summary>
internal sealed class TopicStep : TransitionStep
{
    private readonly SObject _target;
    private readonly IHostedTopic _topic;
    private readonly OperationTrail? _trail; // of topics whose operations have places, while undo may need them
    private readonly long _position; // in the trail, after this
    private readonly bool _isTold;
    private AppliedOperation _applied;

    public TopicStep(SObject target, IHostedTopic topic, TopicOperation operation)
    {
        (_target, _topic) = (target, topic);
        _applied = target.Tree.ApplyTo(target, topic, operation);
        // Decided now: later the object is alive, and its creation tells what was written while it was built.
        _isTold = target.Life != ObjectLife.Building;
        IsUndoable = _isTold && target.IsUndoable(operation.Address.Attribute);
        if (!IsUndoable || !topic.HasPlaces)
            return;
        _trail = target.KeepHistory().TrailOf(operation.Address.Attribute);
        _position = _trail.Add(_applied with { Changes = null });
    }

    public AppliedOperation Applied => _applied;

    public override Operation? Operation => _isTold ? _applied.Operation : null;

    public override bool IsUndoable { get; }

    public override bool MakesEntry => IsUndoable && _topic.HasState;

    public override bool IsOpenToClients => ClientActions.IsWritable(_target, _applied.Operation.Address.Attribute);

    public override SObject Subject => _target;

    public override IEnumerable<(string Policy, SObject Target)> Needs =>
        _target.Type.PolicyOf(_applied.Operation.Address.Attribute) is { } policy ? [(policy, _target)] : [];

    public override long Size => _applied.Operation.Size + _applied.Inverse.Size;

    public override SObject AncestorWith(SObject? common) => CommonAncestor.Of(common, _target);

    public override void RollBack()
    {
        _target.Tree.ApplyTo(_target, _topic, _applied.Inverse);
        _trail?.RemoveLast();
    }

    public override void TakeBack(Tree tree, RunningTransition running)
    {
        var attribute = _applied.Operation.Address.Attribute;
        if (_target.IsDestroyed)
            throw Conflict($"{_target} is gone");
        var topic = _target.TopicOrNone(attribute) // maybe another than then: a restored attribute learned its type since
            ?? throw Conflict($"an attribute of {_target} was removed");
        var later = _trail is null ? LaterOperations.None : _trail.Since(_position);
        var back = later is null
            ? TakenBack.Not("too much was changed since")
            : topic.TakeBack(_applied.Operation, _applied.Inverse, later);
        if (back.Conflict is not null)
            throw Conflict($"'{_target.AttributeName(attribute)}' of {_target}: {back.Conflict}");
        foreach (var operation in back.Operations)
            running.Add(new TopicStep(_target, topic, operation));
        _trail?.Know(_position - 1, back.Later);
    }

    public override bool KeepsTrail => _trail is not null;

    public override void Forget() => _trail?.Release(_position);

    public override void Stamp(long version)
    {
        _topic.Version = version;
        _target.Version = version;
    }

    public override void Tell() => _topic.Tell(_applied);

    public override void Settle()
    {
        _applied = _applied with { Changes = null };
        _trail?.Trim();
    }
}
