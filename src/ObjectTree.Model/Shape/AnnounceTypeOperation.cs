namespace ObjectTree.Model.Shape;

/// <summary>Tells a type before its first use. Announcing it again changes nothing.</summary>
/// <param name="Type">The type.</param>
public sealed record AnnounceTypeOperation(TypeSchema Type) : Operation;
