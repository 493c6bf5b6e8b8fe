using System.Diagnostics.CodeAnalysis;
using ObjectTree.Calls;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Server.Feeds.Actions;

/// <summary>
/// What a reader of an action asks of the tree that it is to change. Nothing in an action names a type or a record.
/// </summary>
internal sealed class TreeSchema(Tree tree) : ISchemaSource
{
    public bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type)
    {
        type = null;
        return false;
    }

    public bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type) => ClientActions.TryGetType(tree, objectId, out type);

    public bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema) =>
        ClientActions.TryGetAttribute(tree, new AttributeAddress(objectId, attribute), out schema);

    public bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record)
    {
        record = null;
        return false;
    }
}
