namespace ObjectTree;

/// <summary>
/// Clients may propose changes of the attribute; all others are closed to them. On a class: of all attributes that this class itself
/// declares, not those of its base class or of classes that derive from it. What a client proposes is applied as one transition from its
/// user, after the attribute's validators have let it pass, or refused as a whole.
/// </summary>
/// <remarks>
/// Edits of texts and lists are brought past what others did meanwhile, so that nobody's are lost. A text or list that is
/// <see cref="ConflatedAttribute"/> cannot be opened, because clients do not know what waits; where the class is marked it stays closed.
/// </remarks>
/// <param name="policy">
/// The rule that decides, for each caller and object, who may: of the hosted tree's options or of the application's authorization. What is
/// marked itself has its own, whatever its class names. Null: everybody may. A name that nobody knows is refused where the tree is offered
/// to clients, or the class registered.
/// </param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = false)]
public sealed class ClientWritableAttribute(string? policy = null) : Attribute
{
    /// <summary>The rule that decides who may; null: everybody.</summary>
    public string? Policy { get; set; } = policy;
}
