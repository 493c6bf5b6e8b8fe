namespace ObjectTree.Model.Shape;

/// <summary>Destroys an object and all below it.</summary>
/// <param name="ObjectId">The object.</param>
public sealed record DestroyOperation(long ObjectId) : Operation;
