namespace ObjectTree;

/// <summary>
/// Clients may propose new objects of this class below any object, and propose to move or destroy them, with all that is below them. Not
/// inherited. A new object is made as by the server's own code; the first values that a client gives are written to it then, through its
/// validators, and only to attributes that are <see cref="ClientWritableAttribute"/>.
/// </summary>
/// <param name="policy">
/// The rule that decides who may: of the hosted tree's options or of the application's authorization. It is asked about the parent of an
/// object that is to be created, about the object itself that is to be moved or destroyed, and about the other parent that it is to come
/// below. Null: everybody may. A name that nobody knows is refused where the tree is offered to clients, or the class registered.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClientCreatableAttribute(string? policy = null) : Attribute
{
    /// <summary>The rule that decides who may; null: everybody.</summary>
    public string? Policy { get; set; } = policy;
}
