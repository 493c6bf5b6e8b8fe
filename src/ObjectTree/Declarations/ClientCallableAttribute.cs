namespace ObjectTree;

/// <summary>
/// Clients may call this public method; all others are closed to them. Parameters are values that can travel; those of type
/// <see cref="Caller"/> and <see cref="CancellationToken"/> are filled in and not on the wire. It returns nothing or a value that can
/// travel, or a <see cref="Task"/>, <see cref="ValueTask"/>, <see cref="Task{TResult}"/> or <see cref="ValueTask{TResult}"/> of that. An
/// <see cref="OperationRejectedException"/> that it throws tells the client its code and reason, another exception only that it failed.
/// </summary>
/// <remarks>
/// A call of a method that returns no task runs as one transition under the tree's lock: when it throws, nothing has changed. One that
/// returns a task runs outside of the lock from its first line on, so that it may await, and several may run at once: each change is a
/// transition of its own, or those that <see cref="Tree.Record(Action)"/> makes one of, with the caller as its <see cref="Tree.Source"/>;
/// what it has done when it throws stays. The object may be destroyed meanwhile. The token is cancelled when the caller's session ends,
/// and when the call has taken longer than the server allows.
/// </remarks>
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
