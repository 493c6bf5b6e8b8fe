using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Handlers;

/// <summary>Makes handlers on values of functions on .NET types.</summary>
internal static class HandlerAdapter
{
    public static Handler Of<TArgs, TResult>(string name, Func<TArgs, CancellationToken, Task<TResult>> function)
    {
        var (read, converter) = (ReaderOf<TArgs>(name), ConverterOf<TResult>());
        return async (arguments, cancellation) =>
        {
            var result = await function(read(arguments), cancellation).ConfigureAwait(false);
            return result is null ? Value.Null : PlainValues.Of(converter.ToValue(result, null));
        };
    }

    public static Handler Of<TArgs>(string name, Func<TArgs, CancellationToken, Task> function)
    {
        var read = ReaderOf<TArgs>(name);
        return async (arguments, cancellation) =>
        {
            await function(read(arguments), cancellation).ConfigureAwait(false);
            return Value.Null;
        };
    }

    public static Handler Of<TResult>(string name, Func<CancellationToken, Task<TResult>> function)
    {
        var converter = ConverterOf<TResult>();
        return async (arguments, cancellation) =>
        {
            ThrowIfAny(arguments, name);
            var result = await function(cancellation).ConfigureAwait(false);
            return result is null ? Value.Null : PlainValues.Of(converter.ToValue(result, null));
        };
    }

    public static Handler Of(string name, Func<CancellationToken, Task> function) => async (arguments, cancellation) =>
    {
        ThrowIfAny(arguments, name);
        await function(cancellation).ConfigureAwait(false);
        return Value.Null;
    };

    private static Func<ImmutableArray<Value>, T> ReaderOf<T>(string name)
    {
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

    private static ValueConverter<T> ConverterOf<T>()
    {
        var converter = ValueConverters.For<T>();
        return converter.MayRefer
            ? throw new NotSupportedException($"{typeof(T)} may hold objects of the tree: use their ids.")
            : converter;
    }

    private static void ThrowIfAny(ImmutableArray<Value> arguments, string name)
    {
        if (!arguments.IsEmpty)
            throw Invalid($"'{name}' takes no argument.");
    }

    private static OperationRejectedException Invalid(string reason) => new(RejectionCodes.Validation, reason);
}
