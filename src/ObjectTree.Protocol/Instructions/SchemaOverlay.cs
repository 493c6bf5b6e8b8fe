using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Shape;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// What was known before a message, and on top of it what the message itself has announced, created, destroyed, added and removed so far.
/// </summary>
internal struct SchemaOverlay(ISchemaSource? known)
{
    // Made when first needed: most frames only set attributes.
    private Dictionary<int, TypeSchema>? _types;
    private Dictionary<long, TypeSchema?>? _objects; // null: destroyed
    private Dictionary<long, Dictionary<int, AttributeSchema?>>? _added; // null: removed

    public void Announce(TypeSchema type) => (_types ??= [])[type.Number] = type;

    public void Create(long id, TypeSchema type)
    {
        (_objects ??= [])[id] = type;
        _added?.Remove(id);
    }

    /// <summary>Notes that an object is gone. Those below it are gone too, but only whoever has the tree knows them.</summary>
    public void Destroy(long id) => (_objects ??= [])[id] = null;

    public void Add(long objectId, int attribute, AttributeSchema schema) => Note(objectId, attribute, schema);

    public void Remove(long objectId, int attribute) => Note(objectId, attribute, null);

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

    public readonly bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        schema = null;
        if (_added is not null && _added.TryGetValue(objectId, out var added) && added.TryGetValue(attribute, out schema))
            return schema is not null;
        if (_objects is not null && _objects.ContainsKey(objectId))
            return false; // what is known is of before
        return known is not null && known.TryGetAdded(objectId, attribute, out schema);
    }

    private void Note(long objectId, int attribute, AttributeSchema? schema)
    {
        _added ??= [];
        if (!_added.TryGetValue(objectId, out var added))
            _added.Add(objectId, added = []);
        added[attribute] = schema;
    }
}
