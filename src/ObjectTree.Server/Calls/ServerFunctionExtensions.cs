using System.Runtime.CompilerServices;
using ObjectTree.Server.Calls;

namespace ObjectTree.Server;

/// <summary>
/// Opens functions of the server to clients: with who calls or without, with one argument or none, with or without a result, and those that
/// take time. A function that gives a task runs beside what its client says next; with another, its next message waits.
/// </summary>
public static class ServerFunctionExtensions
{
    /// <summary>Opens a function to all clients; see <see cref="IServerFunctions"/> for what holds for all of them.</summary>
    /// <param name="functions">The server.</param>
    /// <param name="name">The function's name: 1 to 64 bytes of UTF-8 without NUL.</param>
    /// <param name="function">
    /// What it does. Its argument and its result are values that can travel and hold no objects of a tree; records go as maps. Several
    /// clients may call it at once.
    /// </param>
    /// <returns>Closes it again; calls that are running go on.</returns>
    /// <exception cref="ArgumentException">There is a function of this name, or it is no name.</exception>
    /// <exception cref="NotSupportedException">
    /// The argument or the result is of a type that cannot travel, or that may hold objects.
    /// </exception>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<Caller, TArgs, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<TArgs, TResult>(
            functions, name, (caller, args, _) => function(caller, args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Action<Caller, TArgs> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<TArgs>(
            functions, name, (caller, args, _) => function(caller, args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<Caller, TArgs, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs, TResult>(
            functions, name, (caller, args, _) => function(caller, args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Func<Caller, TArgs, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs>(
            functions, name, (caller, args, _) => function(caller, args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<Caller, TArgs, CancellationToken, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs, TResult>(
            functions, name, (caller, args, cancellation) => function(caller, args, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Func<Caller, TArgs, CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs>(
            functions, name, (caller, args, cancellation) => function(caller, args, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<TArgs, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<TArgs, TResult>(
            functions, name, (_, args, _) => function(args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Action<TArgs> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<TArgs>(
            functions, name, (_, args, _) => function(args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<TArgs, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs, TResult>(
            functions, name, (_, args, _) => function(args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Func<TArgs, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs>(
            functions, name, (_, args, _) => function(args));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs, TResult>(
        this IServerFunctions functions, string name, Func<TArgs, CancellationToken, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs, TResult>(
            functions, name, (_, args, cancellation) => function(args, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TArgs>(
        this IServerFunctions functions, string name, Func<TArgs, CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<TArgs>(
            functions, name, (_, args, cancellation) => function(args, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<Caller, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<Nothing, TResult>(
            functions, name, (caller, _, _) => function(caller));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Action<Caller> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<Nothing>(
            functions, name, (caller, _, _) => function(caller));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // where a lambda does not say of which type what it gets is
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<Caller, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing, TResult>(
            functions, name, (caller, _, _) => function(caller));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // where a lambda does not say of which type what it gets is
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Func<Caller, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing>(
            functions, name, (caller, _, _) => function(caller));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<Caller, CancellationToken, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing, TResult>(
            functions, name, (caller, _, cancellation) => function(caller, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Func<Caller, CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing>(
            functions, name, (caller, _, cancellation) => function(caller, cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<Nothing, TResult>(
            functions, name, (_, _, _) => function());
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Action function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.Add<Nothing>(
            functions, name, (_, _, _) => function());
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    [OverloadResolutionPriority(1)] // a function that only throws fits both
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing, TResult>(
            functions, name, (_, _, _) => function());
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing>(
            functions, name, (_, _, _) => function());
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle<TResult>(
        this IServerFunctions functions, string name, Func<CancellationToken, Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing, TResult>(
            functions, name, (_, _, cancellation) => function(cancellation));
    }

    /// <inheritdoc cref="Handle{TArgs, TResult}(IServerFunctions, string, Func{Caller, TArgs, TResult})"/>
    public static IDisposable Handle(
        this IServerFunctions functions, string name, Func<CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return FunctionAdapter.AddAsync<Nothing>(
            functions, name, (_, _, cancellation) => function(cancellation));
    }
}
