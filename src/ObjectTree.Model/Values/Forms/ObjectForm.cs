using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An object of the tree; travels as its id.</summary>
internal sealed class ObjectForm(Type type) : ValueForm(type)
{
    public override bool MayRefer => true;

    public override bool HasNull => true;

    /// <summary>
    /// The object with an id, as the class that whoever reads expects; null when it is not there, or is of another class.
    /// </summary>
    public static object? Resolve(long id, Type type, ITopicHost? host) =>
        host?.Find(id) is { } found && type.IsInstanceOfType(found) ? found : null;

    /// <exception cref="InvalidCastException">The object with an id is there and of another class.</exception>
    public static void CheckClass(long id, Type type, ITopicHost? host)
    {
        if (host?.Find(id) is { } found && !type.IsInstanceOfType(found))
            throw new InvalidCastException($"The object {id} is a {found.GetType()}, not a {type}.");
    }

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        new ValueDescription.Reference(frontendTypesOf(Type));

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        var target = (ITreeObject)value;
        return host is null ? Value.FromGiven(target) : Value.FromReference(References.IdOf(target, host));
    }

    public override object? FromValue(Value value, ITopicHost? host)
    {
        if (value.IsNull)
            return null;
        if (value.Given is not { } given)
            return Resolve(value.AsReference(), Type, host);
        return given.IsDestroyed || !Type.IsInstanceOfType(given) ? null : given;
    }

    public override Value Fit(Value value, ITopicHost? host)
    {
        if (!value.IsNull)
            CheckClass(value.AsReference(), Type, host);
        return value;
    }
}
