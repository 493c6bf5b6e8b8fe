namespace ObjectTree.Model.Shape;

/// <summary>An object loses an attribute that was added to it.</summary>
/// <param name="ObjectId">The object.</param>
/// <param name="Attribute">The attribute's number.</param>
public sealed record RemoveAttributeOperation(long ObjectId, int Attribute) : Operation;
