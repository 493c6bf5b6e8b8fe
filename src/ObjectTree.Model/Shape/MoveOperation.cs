namespace ObjectTree.Model.Shape;

/// <summary>Moves an object to another parent or place.</summary>
/// <param name="ObjectId">The object.</param>
/// <param name="ParentId">Its parent from now on.</param>
/// <param name="Index">Its place among the parent's children, counted after it was taken out; −1 the last.</param>
public sealed record MoveOperation(long ObjectId, long ParentId, int Index) : Operation;
