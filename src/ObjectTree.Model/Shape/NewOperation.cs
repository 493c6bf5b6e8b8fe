namespace ObjectTree.Model.Shape;

/// <summary>
/// A client proposes a new object. Only in actions: what comes of it is a <see cref="CreateOperation"/>, with the state that the server's
/// own code gives it and the id that it gets.
/// </summary>
/// <param name="LocalId">What the client calls it until it knows its id; negative.</param>
/// <param name="Type">Its type.</param>
/// <param name="ParentId">The object above it; negative: one that the client has proposed.</param>
/// <param name="Index">Its place among the parent's children; −1 the last.</param>
/// <param name="Key">Its key; null: none.</param>
public sealed record NewOperation(long LocalId, TypeSchema Type, long ParentId, int Index, string? Key) : Operation;
