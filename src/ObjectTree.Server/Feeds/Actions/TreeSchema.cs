using System.Diagnostics.CodeAnalysis;
using ObjectTree.Calls;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Server.Feeds.Actions;

/// <summary>What a reader of an action asks of the tree that it is to change. Nothing in an action names a record.</summary>
internal sealed class TreeSchema(Tree tree) : ISchemaSource
{
    /// <summary>What the client whose action is read calls the objects that it has created.</summary>
    public LocalIds? Locals { get; set; }

    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = tree.Types.FirstOrDefault(one => one.Number == number);
        return type is not null;
    }

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        return TryResolve(objectId, out var id) && ClientActions.TryGetType(tree, id, out type);
    }

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        schema = null;
        return TryResolve(objectId, out var id) && ClientActions.TryGetAttribute(tree, new AttributeAddress(id, attribute), out schema);
    }

    public bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record)
    {
        record = null;
        return false;
    }

    private bool TryResolve(long objectId, out long id)
    {
        id = objectId;
        return id > 0 || Locals?.TryResolve(objectId, out id) == true;
    }
}
