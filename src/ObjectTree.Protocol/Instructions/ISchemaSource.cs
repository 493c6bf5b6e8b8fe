using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>What a reader of instructions asks whoever holds the state that they change: instructions cannot be read without it.</summary>
public interface ISchemaSource : IRecordSource
{
    /// <summary>Finds the type that was announced under a number.</summary>
    bool TryGetType(int number, [NotNullWhen(true)] out TypeSchema? type);

    /// <summary>Finds the type of an object that is there.</summary>
    bool TryGetTypeOf(long objectId, [NotNullWhen(true)] out TypeSchema? type);

    /// <summary>Finds an attribute that an object has beyond those of its type.</summary>
    bool TryGetAdded(long objectId, int attribute, [NotNullWhen(true)] out AttributeSchema? schema);
}
