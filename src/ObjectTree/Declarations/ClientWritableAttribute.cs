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
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = false)]
public sealed class ClientWritableAttribute : Attribute;
