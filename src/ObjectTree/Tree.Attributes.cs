using ObjectTree.Calls;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree;

// Attributes that come and go at run time.
public sealed partial class Tree
{
    /// <summary>
    /// Gives the topic that the attribute has then: another one where undo or redo runs an OnInit again, which gets those that it added the
    /// first time.
    /// </summary>
    internal Topic AddAttribute(SObject target, string name, Topic topic) => Run(() =>
    {
        CheckWritable(target);
        if (_acting is not null)
            throw UserRights.Forbidden("Clients may not add attributes.");
        var kind = ObjectType.KindOf(topic.GetType(), $"The attribute '{name}'");
        var isAgain = _initialising == target && _running!.Kind != TransitionKind.Forward;
        if (isAgain && target.FindAdded(name) is { } there && there.Own.GetType() == topic.GetType())
            return there.Own;
        if (target.FindAdded(name) is { IsUntyped: true } untyped && untyped.Schema.Kind == kind)
        {
            var typed = Adopted(target, untyped, topic);
            _running!.Add(new AdoptStep(target, untyped, typed));
            return Keep(typed);
        }
        if (target.NameIsTaken(name))
            throw new ArgumentException($"{target} has an attribute '{name}' already.", nameof(name));
        CheckRoomForAttribute(target);
        var made = (isAgain ? target.FindInitial(name, topic.GetType()) : null)
            ?? target.MakeAdded(
                new AttributeSchema(name, kind, AttributeFlags.None).With(((IHostedTopic)topic).Constraints), topic);
        AttributeStep.Do(target, made, isAdded: true, _running!);
        return Keep(made);

        Topic Keep(AddedTopic attribute)
        {
            if (_initialising == target)
                target.KeepInitial(attribute);
            return attribute.Own;
        }
    });

    internal void RemoveAttribute(SObject target, string name) => Run(() =>
    {
        CheckWritable(target);
        if (_acting is not null)
            throw UserRights.Forbidden("Clients may not remove attributes.");
        var attribute = target.FindAdded(name) ?? throw (target.NameIsTaken(name)
            ? new InvalidOperationException($"'{name}' is an attribute of the class {target.GetType().Name} and stays.")
            : new KeyNotFoundException($"{target} has no attribute '{name}'."));
        AttributeStep.Do(target, attribute, isAdded: false, _running!);
    });

    internal int WindowOf(AttributeAddress address) =>
        _types.HasConflated && _objects.TryGetValue(address.ObjectId, out var target) ? target.Type.WindowOf(address.Attribute) : 0;

    internal IHostedTopic? TopicAt(AttributeAddress address) =>
        _objects.TryGetValue(address.ObjectId, out var target) ? target.TopicOrNone(address.Attribute) : null;

    internal void CheckRoomForAttribute(SObject target)
    {
        if (target.AddedCount >= _limits.AddedAttributes && !_dropping)
            throw Full($"an object may have {_limits.AddedAttributes} attributes beyond those of its class (TreeLimits.AddedAttributes)");
    }

    private static AddedTopic Adopted(SObject target, AddedTopic untyped, Topic topic)
    {
        try
        {
            return target.Adopt(untyped, topic);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
        {
            throw new ArgumentException(
                $"The restored value of the attribute '{untyped.Schema.Name}' of {target} does not fit: {exception.Message}", nameof(topic),
                exception);
        }
    }
}
