using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Server.Calls;

/// <summary>Makes functions on values of functions on .NET types.</summary>
internal static class FunctionAdapter
{
    public static IDisposable Add<TArgs, TResult>(
        IServerFunctions functions, string name, Func<Caller, TArgs, CancellationToken, TResult> function)
    {
        var (read, write) = (ReaderOf<TArgs>(name), WriterOf<TResult>());
        return Add(functions, name, (caller, arguments, cancellation) =>
            Task.FromResult(write(function(caller, read(arguments), cancellation))), runsBeside: false);
    }

    public static IDisposable Add<TArgs>(IServerFunctions functions, string name, Action<Caller, TArgs, CancellationToken> function)
    {
        var read = ReaderOf<TArgs>(name);
        return Add(functions, name, (caller, arguments, cancellation) =>
        {
            function(caller, read(arguments), cancellation);
            return Task.FromResult(Value.Null);
        }, runsBeside: false);
    }

    public static IDisposable AddAsync<TArgs, TResult>(
        IServerFunctions functions, string name, Func<Caller, TArgs, CancellationToken, Task<TResult>> function)
    {
        var (read, write) = (ReaderOf<TArgs>(name), WriterOf<TResult>());
        return Add(functions, name, async (caller, arguments, cancellation) =>
            write(await function(caller, read(arguments), cancellation).ConfigureAwait(false)), runsBeside: true);
    }

    public static IDisposable AddAsync<TArgs>(
        IServerFunctions functions, string name, Func<Caller, TArgs, CancellationToken, Task> function)
    {
        var read = ReaderOf<TArgs>(name);
        return Add(functions, name, async (caller, arguments, cancellation) =>
        {
            await function(caller, read(arguments), cancellation).ConfigureAwait(false);
            return Value.Null;
        }, runsBeside: true);
    }

    private static IDisposable Add(IServerFunctions functions, string name, ServerFunction function, bool runsBeside)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return functions.Handle(name, function, runsBeside);
    }

    /// <summary>Reads the one argument, or none.</summary>
    private static Func<ImmutableArray<Value>, T> ReaderOf<T>(string name)
    {
        if (typeof(T) == typeof(Nothing))
            return arguments => arguments.IsEmpty ? default! : throw Invalid($"'{name}' takes no argument.");
        var converter = ConverterOf<T>();
        return arguments =>
        {
            if (arguments.Length != 1)
                throw Invalid($"'{name}' takes 1 argument, not {arguments.Length}.");
            try
            {
                return converter.FromValue(arguments[0], null);
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
            {
                throw Invalid($"The argument of '{name}' has to be {typeof(T).Name}.");
            }
        };
    }

    private static Func<T, Value> WriterOf<T>()
    {
        var converter = ConverterOf<T>();
        return result => result is null ? Value.Null : converter.ToValue(result, null);
    }

    private static ValueConverter<T> ConverterOf<T>()
    {
        var converter = ValueConverters.For<T>();
        return converter.MayRefer
            ? throw new NotSupportedException(
                $"{typeof(T)} may hold objects, which are in a tree, and the server has several: use their ids.")
            : converter;
    }

    private static OperationRejectedException Invalid(string reason) => new(RejectionCodes.Validation, reason);
}
