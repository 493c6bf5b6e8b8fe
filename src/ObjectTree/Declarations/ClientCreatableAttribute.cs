namespace ObjectTree;

/// <summary>
/// Clients may propose new objects of this class below any object, and propose to move or destroy them, with all that is below them. Not
/// inherited. A new object is made as by the server's own code; the first values that a client gives are written to it then, through its
/// validators, and only to attributes that are <see cref="ClientWritableAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClientCreatableAttribute : Attribute;
