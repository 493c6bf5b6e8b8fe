using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Shape;

namespace ObjectTree.Protocol.Instructions;

/// <summary>What was known before a message, and on top of it what the message itself has announced, created and destroyed so far.</summary>
internal struct SchemaOverlay(ISchemaSource? known)
{
    // Made when first needed: most frames only set attributes.
    private Dictionary<int, TypeSchema>? _types;
    private Dictionary<long, TypeSchema?>? _objects; // null: destroyed

    public void Announce(TypeSchema type) => (_types ??= [])[type.Number] = type;

    public void Create(long id, TypeSchema type) => (_objects ??= [])[id] = type;

    /// <summary>Notes that an object is gone. Those below it are gone too, but only whoever has the tree knows them.</summary>
    public void Destroy(long id) => (_objects ??= [])[id] = null;

    public readonly bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        return (_types is not null && _types.TryGetValue(number, out type)) || (known is not null && known.TryGetType(number, out type));
    }

    public readonly bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        if (_objects is not null && _objects.TryGetValue(objectId, out type))
            return type is not null;
        return known is not null && known.TryGetTypeOf(objectId, out type);
    }
}
