namespace ObjectTree;

/// <summary>
/// Clients may call this public method; all others are closed to them. A call runs as one transition under the
/// tree's lock. Parameters are values that can travel; a parameter of type <see cref="Caller"/> is filled in and
/// not on the wire. It returns nothing or a value that can travel. An <see cref="OperationRejectedException"/>
/// that it throws tells the client its code and reason, another exception only that it failed.
/// </summary>
/// <param name="policy">
/// The rule that decides, for each caller and object, who may: of the hosted tree's options or of the application's authorization. Null:
/// everybody may. A name that nobody knows is refused where the tree is offered to clients, or the class registered.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientCallableAttribute(string? policy = null) : Attribute
{
    /// <summary>The rule that decides who may; null: everybody.</summary>
    public string? Policy { get; set; } = policy;
}
