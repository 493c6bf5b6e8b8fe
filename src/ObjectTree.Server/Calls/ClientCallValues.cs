using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Values;

namespace ObjectTree.Server.Calls;

/// <summary>What goes to a client that is called, and what comes back.</summary>
internal static class ClientCallValues
{
    /// <exception cref="ArgumentException">The name or the argument cannot be.</exception>
    /// <exception cref="NotSupportedException">The argument is of a type that cannot travel, or holds objects.</exception>
    public static ImmutableArray<Value> ArgumentsOf(string name, object? args)
    {
        WireName.ThrowIfInvalid(name, "name");
        if (args is null)
            return [];
        if (args is SObject)
            throw Objects(args.GetType());
        var value = PlainValues.Of(ValueConverters.ToValue(args.GetType(), args, null));
        var ids = new List<long>();
        References.Collect(value, ids);
        if (ids.Count > 0)
            throw Objects(args.GetType());
        return value.IsDeeperThan(Value.MaxDepth)
            ? throw new ArgumentException($"The argument is nested deeper than {Value.MaxDepth} levels.", nameof(args))
            : [value];
    }

    /// <exception cref="NotSupportedException">The type cannot travel, or may hold objects.</exception>
    public static Func<Value, T> ReaderOf<T>(string name)
    {
        var converter = ValueConverters.For<T>();
        if (converter.MayRefer)
            throw Objects(typeof(T));
        return value =>
        {
            try
            {
                return converter.FromValue(value, null);
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
            {
                throw new ClientCallException(RejectionCodes.Validation, name, $"What it gave is no {typeof(T).Name}.");
            }
        };
    }

    private static NotSupportedException Objects(Type type) => new($"{type} may hold objects of a tree: use their ids.");
}
