using ObjectTree.Model.Values;
using ObjectTree.Types;

namespace ObjectTree.Calls;

/// <summary>A call whose object, method and arguments are found and fit. To be made once.</summary>
public sealed class ClientCall
{
    private readonly SObject _target;
    private readonly CallableMethod _method;
    private readonly Caller _caller;
    private readonly object?[] _arguments;

    internal ClientCall(SObject target, CallableMethod method, Caller caller, object?[] arguments)
    {
        (_target, _method, _caller, _arguments) = (target, method, caller, arguments);
    }

    /// <summary>Whether the method takes time, so that it runs outside of the tree: <see cref="InvokeAsync"/> makes the call.</summary>
    public bool IsAsync => _method.Result.IsAsync;

    /// <summary>Whether the method is given the token.</summary>
    public bool TakesToken => _method.TakesToken;

    /// <summary>Makes the call of a method that is not <see cref="IsAsync"/>, as one transition that comes from the caller.</summary>
    /// <param name="cancellation">What the method is given.</param>
    /// <returns>What it returned; null for nothing.</returns>
    /// <exception cref="InvalidOperationException">The method is asynchronous.</exception>
    /// <remarks>Whatever the method throws comes through, and nothing has changed then.</remarks>
    public Value Invoke(CancellationToken cancellation)
    {
        if (IsAsync)
            throw new InvalidOperationException($"'{_method.Name}' is asynchronous: use InvokeAsync.");
        return _target.Tree.RecordFrom(
            _caller.User, () => _method.ToValue(_method.Invoke(_target, _arguments, cancellation), _target));
    }

    /// <summary>
    /// Makes the call of a method that <see cref="IsAsync"/>: it begins on this thread, which may not be inside a tree. Its transitions are
    /// each committed when they are made, and all come from the caller.
    /// </summary>
    /// <param name="cancellation">What the method is given.</param>
    /// <returns>Makes a value of the result, under the tree's lock; null for nothing.</returns>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: the object is destroyed, and the method could not go on. Or what it refused with.
    /// </exception>
    /// <remarks>Whatever else the method throws comes through; what it had done stays.</remarks>
    public async Task<Func<Value>> InvokeAsync(CancellationToken cancellation)
    {
        try
        {
            return await ClientCalls.RunAsync(_caller, () => RunAsync(cancellation)).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (_target.IsDestroyed)
        {
            throw new OperationRejectedException(RejectionCodes.NotFound, "The object was destroyed.");
        }
    }

    private async Task<Func<Value>> RunAsync(CancellationToken cancellation)
    {
        var running = _method.Result.ToTask(_method.Invoke(_target, _arguments, cancellation));
        await running.ConfigureAwait(false);
        return () => _method.ToValue(_method.Result.Of(running), _target);
    }
}
