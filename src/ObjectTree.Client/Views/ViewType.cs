using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Client.Views;

/// <summary>One class of views: which property shows which attribute.</summary>
internal sealed class ViewType
{
    private readonly string _name;
    private readonly Func<View> _make;
    private readonly (PropertyInfo Property, string Attribute)[] _topics;

    /// <exception cref="ArgumentException">A property that holds a topic has a setter.</exception>
    public ViewType(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllProperties)] Type type,
        Func<View> make)
    {
        _name = type.Name;
        _make = make;
        _topics =
        [
            .. DeclaredProperties.Of(type)
                .Where(property => property.PropertyType.IsAssignableTo(typeof(Topic)))
                .Select(property => (property, AttributeOf(property))),
        ];
    }

    /// <summary>Makes and binds the view of an object. Under the tree's lock.</summary>
    /// <exception cref="InvalidOperationException">The object does not have what the view declares; it has no view.</exception>
    public View Make(ReplicaObject target)
    {
        var view = _make();
        var topics = _topics.Select(one => Find(view, one.Property, target, one.Attribute)).ToList();
        try
        {
            foreach (var (topic, attribute) in topics)
                attribute.Bind(topic);
        }
        catch
        {
            Release(topics);
            throw;
        }
        view.Attach(target, topics);
        return view;
    }

    /// <summary>Takes a view from its object again.</summary>
    public static void Unmake(View view)
    {
        view.Object.View = null;
        view.Detach();
    }

    private static string AttributeOf(PropertyInfo property)
    {
        if (property.SetMethod is not null)
        {
            throw new ArgumentException(
                $"{property.DeclaringType!.Name}.{property.Name} may not have a setter. Declare it as {{ get; }} = new().");
        }
        return WireName.Of(property);
    }

    private static void Release(IEnumerable<(IHostedTopic Topic, Replica.ReplicaAttribute Attribute)> topics)
    {
        foreach (var (topic, attribute) in topics)
            attribute.Release(topic);
    }

    private (IHostedTopic Topic, Replica.ReplicaAttribute Attribute) Find(
        View view, PropertyInfo property, ReplicaObject target, string name)
    {
        if (!target.TryGetAttribute(name, out var attribute))
        {
            throw new InvalidOperationException(
                $"{_name}.{property.Name} shows the attribute '{name}', but {target.TypeName} has only: "
                + $"{string.Join(", ", target.AttributeNames)}.");
        }
        return ((Topic?)property.GetValue(view) ?? throw new InvalidOperationException($"{_name}.{property.Name} is null."), attribute);
    }
}
