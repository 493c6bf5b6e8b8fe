using ObjectTree.Model.Shape;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree;

// Attributes that come and go at run time.
public sealed partial class Tree
{
    internal void AddAttribute(SObject target, string name, Topic topic) => Run(() =>
    {
        CheckWritable(target);
        var kind = ObjectType.KindOf(topic.GetType(), $"The attribute '{name}'");
        if (target.FindAdded(name) is { IsUntyped: true } untyped && untyped.Schema.Kind == kind)
        {
            _running!.Add(Adopt(target, untyped, topic));
            return;
        }
        if (target.NameIsTaken(name))
            throw new ArgumentException($"{target} has an attribute '{name}' already.", nameof(name));
        CheckRoomForAttribute(target);
        AttributeStep.Do(target, target.MakeAdded(new AttributeSchema(name, kind, AttributeFlags.None), topic), isAdded: true, _running!);
    });

    internal void RemoveAttribute(SObject target, string name) => Run(() =>
    {
        CheckWritable(target);
        var attribute = target.FindAdded(name) ?? throw (target.NameIsTaken(name)
            ? new InvalidOperationException($"'{name}' is an attribute of the class {target.GetType().Name} and stays.")
            : new KeyNotFoundException($"{target} has no attribute '{name}'."));
        AttributeStep.Do(target, attribute, isAdded: false, _running!);
    });

    internal void CheckRoomForAttribute(SObject target)
    {
        if (target.AddedCount >= _limits.AddedAttributes)
            throw Full($"an object may have {_limits.AddedAttributes} attributes beyond those of its class (TreeLimits.AddedAttributes)");
    }

    private static AdoptStep Adopt(SObject target, AddedTopic untyped, Topic topic)
    {
        try
        {
            return new AdoptStep(target, untyped, target.Adopt(untyped, topic));
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
        {
            throw new ArgumentException($"The restored value of the attribute '{untyped.Schema.Name}' of {target} does not fit: {exception.Message}", nameof(topic), exception);
        }
    }
}
