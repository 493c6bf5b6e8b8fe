namespace ObjectTree;

/// <summary>
/// Clients may call this public method; all others are closed to them. A call runs as one transition under the
/// tree's lock. Parameters are values that can travel; a parameter of type <see cref="Caller"/> is filled in and
/// not on the wire. It returns nothing or a value that can travel. An <see cref="OperationRejectedException"/>
/// that it throws tells the client its code and reason, another exception only that it failed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientCallableAttribute : Attribute;
