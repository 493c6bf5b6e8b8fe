using System.Diagnostics.CodeAnalysis;
using ObjectTree.Types;

namespace ObjectTree;

/// <summary>The classes that a tree knows from its start: needed to restore a snapshot, and to create objects by type name.</summary>
public sealed class ObjectTypeCollection
{
    private readonly List<Action<ObjectTypeTable>> _registrations = [];

    /// <summary>Adds a class.</summary>
    /// <param name="typeName">Its unique name in the tree; null: the name of the class.</param>
    /// <typeparam name="T">The class.</typeparam>
    /// <returns>This collection, to add more.</returns>
    public ObjectTypeCollection Add<[DynamicallyAccessedMembers(TypeMembers.Kept)] T>(string? typeName = null)
        where T : SObject
    {
        _registrations.Add(types => types.Register(typeof(T), typeName));
        return this;
    }

    internal void RegisterIn(ObjectTypeTable types)
    {
        foreach (var register in _registrations)
            register(types);
    }
}
