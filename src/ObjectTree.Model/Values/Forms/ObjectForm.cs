using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>An object of the tree; travels as its id.</summary>
internal sealed class ObjectForm(Type type) : ValueForm(type)
{
    public override bool MayRefer => true;

    public override bool HasNull => true;

    /// <exception cref="ArgumentException">The object is destroyed, or of another tree.</exception>
    public static long IdOf(ITreeObject target, ITreeObjects? objects)
    {
        if (objects is UnboundObjects unbound)
            unbound.Add(target);
        else if (objects is not null && objects.Find(target.Id) != target)
            throw UnboundObjects.Foreign(target);
        return target.Id;
    }

    /// <summary>The object with an id, as the class that whoever reads expects; null when it is not there, or is of another class.</summary>
    public static object? Resolve(long id, Type type, ITreeObjects? objects) => objects?.Find(id) is { } found && type.IsInstanceOfType(found) ? found : null;

    /// <exception cref="InvalidCastException">The object with an id is there and of another class.</exception>
    public static void CheckClass(long id, Type type, ITreeObjects? objects)
    {
        if (objects?.Find(id) is { } found && !type.IsInstanceOfType(found))
            throw new InvalidCastException($"The object {id} is a {found.GetType()}, not a {type}.");
    }

    public override Value ToValue(object? value, ITreeObjects? objects)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Value.FromReference(IdOf((ITreeObject)value, objects));
    }

    public override object? FromValue(Value value, ITreeObjects? objects) => value.IsNull ? null : Resolve(value.AsReference(), Type, objects);

    public override Value Fit(Value value, ITreeObjects? objects)
    {
        if (!value.IsNull)
            CheckClass(value.AsReference(), Type, objects);
        return value;
    }
}
