namespace ObjectTree.Model.Topics;

/// <summary>Which attribute of which object.</summary>
/// <param name="ObjectId">The object's id.</param>
/// <param name="Attribute">The attribute's number in its type, from 1; 0 are the tags.</param>
public readonly record struct AttributeAddress(long ObjectId, int Attribute);
