using System.Runtime.CompilerServices;
using ObjectTree.Client.Handlers;

namespace ObjectTree.Client;

// What the server may call.
public sealed partial class ObjectTreeClient
{
    private readonly ClientHandlers _handlers = new();

    /// <summary>
    /// Handles what the server calls under a name (<c>ClientSession.CallAsync</c>), as long as the client is there, over all its
    /// connections. With an argument or without, with a result or without, at once or in a task,
    /// which may take a token. Type arguments, where they are written, are the argument's, then the result's, each only where there is one.
    /// </summary>
    /// <param name="name">The name: 1 to 64 bytes of UTF-8 without NUL.</param>
    /// <param name="handler">
    /// What to do: on a thread of the pool, when all that the server did before it called is in <see cref="Tree"/>; it may run several
    /// times at once. Argument and result are values that can travel and hold no objects of the tree; the server is told VALIDATION where
    /// it sends no argument and the handler takes one, or the other way round. What it throws tells the server its message, an
    /// <see cref="OperationRejectedException"/> its code and reason; no more. A token is cancelled when the server waits no
    /// longer, or the connection ends.
    /// </param>
    /// <returns>Ends it; what runs goes on.</returns>
    /// <exception cref="ArgumentException">The name is handled already, or is none.</exception>
    /// <exception cref="InvalidOperationException">The client has 256 handlers.</exception>
    /// <exception cref="NotSupportedException">
    /// The argument or the result is of a type that cannot travel, or that may hold objects.
    /// </exception>
    public IDisposable Handle<TArgs, TResult>(string name, Func<TArgs, TResult> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of<TArgs, TResult>(name, (args, _) => Task.FromResult(handler(args))));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle<TArgs>(string name, Action<TArgs> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of<TArgs>(name, (args, _) =>
        {
            handler(args);
            return Task.CompletedTask;
        }));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // a handler that only throws fits both
    public IDisposable Handle<TArgs, TResult>(string name, Func<TArgs, Task<TResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of<TArgs, TResult>(name, (args, _) => handler(args)));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle<TArgs>(string name, Func<TArgs, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of<TArgs>(name, (args, _) => handler(args)));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle<TArgs, TResult>(string name, Func<TArgs, CancellationToken, Task<TResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, handler));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle<TArgs>(string name, Func<TArgs, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, handler));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle<TResult>(string name, Func<TResult> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, _ => Task.FromResult(handler())));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle(string name, Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, _ =>
        {
            handler();
            return Task.CompletedTask;
        }));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // a handler that only throws fits both
    public IDisposable Handle<TResult>(string name, Func<Task<TResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, _ => handler()));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle(string name, Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, _ => handler()));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // else the token of a handler that says its type is an argument
    public IDisposable Handle<TResult>(string name, Func<CancellationToken, Task<TResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, handler));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(string, Func{TArgs, TResult})"/>
    public IDisposable Handle(string name, Func<CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.Add(name, HandlerAdapter.Of(name, handler));
    }
}
