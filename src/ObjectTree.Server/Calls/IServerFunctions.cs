namespace ObjectTree.Server;

/// <summary>
/// Functions of the server itself, which clients call by their names, whichever tree they are in: an <see cref="ObjectTreeServer"/>, or in
/// an application of one's own what it gets by injection. <see cref="ServerFunctionExtensions"/> has the typed ways. Any thread.
/// </summary>
/// <remarks>
/// A function runs outside of every tree, from its first line on: each change is a transition of its own, or those that
/// <see cref="Tree.Record(Action)"/> makes one of, and comes from the caller, whichever tree it is in. An
/// <see cref="OperationRejectedException"/> tells the client its code and reason, another exception only that it failed; what was done
/// before stays. <see cref="SessionLimits.CallTime"/> holds as for methods of objects. A name that is not there is refused with FORBIDDEN.
/// </remarks>
public interface IServerFunctions
{
    /// <summary>Opens a function to all clients.</summary>
    /// <param name="name">Its name: 1 to 64 bytes of UTF-8 without NUL.</param>
    /// <param name="function">What it does. Several clients may call it at once.</param>
    /// <param name="runsBeside">
    /// Whether what the client says next is not kept waiting until the task is done. Counts towards
    /// <see cref="SessionLimits.RunningCalls"/>.
    /// </param>
    /// <returns>Closes it again; calls that are running go on.</returns>
    /// <exception cref="ArgumentException">There is a function of this name, or it is no name.</exception>
    IDisposable Handle(string name, ServerFunction function, bool runsBeside = true);
}
