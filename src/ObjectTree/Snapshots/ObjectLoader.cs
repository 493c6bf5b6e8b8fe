using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Snapshots;

/// <summary>Gives new objects the state that a snapshot holds.</summary>
internal static class ObjectLoader
{
    /// <param name="made">A new object, in its tree.</param>
    /// <param name="stored">What it is to be.</param>
    /// <param name="adapt">What becomes of each state of a kind of topic, such as references to objects that have other ids now.</param>
    /// <exception cref="ArgumentException">It does not fit the class.</exception>
    public static void Load(SObject made, StoredObject stored, Func<TopicKind, Value, Value> adapt)
    {
        try
        {
            if (stored.State.Tags.AsArray().Length > 0)
                made.Topic(0).Load(stored.State.Tags);
            foreach (var (name, state) in stored.Attributes)
                Load(made, stored.State, name, state, adapt);
        }
        catch (Exception exception)
            when (exception is InvalidCastException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw Damaged($"object {stored.Id} of type {stored.Type} does not fit its class: {exception.Message}", exception);
        }
    }

    public static void LoadNamedChildren(SObject made, StoredObject stored, Func<long, long> idOf)
    {
        foreach (var (name, id) in stored.NamedChildren)
        {
            var property = made.Type.NamedChildren.FirstOrDefault(one => one.Name == name)
                ?? throw Damaged($"the class of object {stored.Id} has no [Child] '{name}'");
            var child = made.HasChildren ? made.ChildItems.FirstOrDefault(one => one.Id == idOf(id)) : null;
            if (child is null || !property.PropertyType.IsInstanceOfType(child))
                throw Damaged($"'{name}' of object {stored.Id} is not a child of the right class");
            property.SetValue(made, child);
        }
    }

    /// <summary>Refuses references to objects of the wrong class or of another tree, once all objects are in theirs.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void CheckReferences(SObject made, StoredObject stored)
    {
        foreach (var (attribute, topic) in made.ReferringTopics)
        {
            try
            {
                topic.TakeGiven(made); // of the first values that the snapshot does not replace
                topic.CheckReferences();
            }
            catch (Exception exception) when (exception is InvalidCastException or ArgumentException)
            {
                throw Damaged(
                    $"'{made.AttributeName(attribute)}' of object {stored.Id} of type {stored.Type} refers to an object that it may not: "
                    + exception.Message,
                    exception);
            }
        }
    }

    public static ArgumentException Damaged(string why, Exception? inner = null) =>
        new($"The snapshot cannot be restored: {why}.", inner);

    private static void Load(SObject made, ObjectState state, string name, Value value, Func<TopicKind, Value, Value> adapt)
    {
        if (made.Type.NumberOf(name) is { } number)
        {
            if (!made.Type.IsTransient(number))
                made.Topic(number).Load(Own(made.Topic(number).Kind));
            return;
        }
        var added = state.Added.FirstOrDefault(attribute => attribute.Schema.Name == name)
            ?? throw new ArgumentException($"the class has no attribute '{name}' (TreeOptions.Migrate can rename or remove it)");
        made.LoadAdded(added with { State = Own(added.Schema.Kind) });

        Value Own(TopicKind kind) => value.IsDeeperThan(Value.MaxDepth + 1)
            ? throw new ArgumentException($"'{name}' is nested deeper than {Value.MaxDepth + 1} levels")
            : RecordKinds.Own(adapt(kind, value));
    }
}
