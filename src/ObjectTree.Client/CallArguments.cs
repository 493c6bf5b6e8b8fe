using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Client;

/// <summary>Makes the values of a call of .NET objects.</summary>
internal static class CallArguments
{
    /// <exception cref="NotSupportedException">One is of a type that cannot travel.</exception>
    /// <exception cref="ArgumentException">One cannot travel.</exception>
    public static ImmutableArray<Value> Of(object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Any(one => one is CancellationToken))
            throw new NotSupportedException("A CancellationToken is no argument: give it after an ImmutableArray of all arguments.");
        ImmutableArray<Value> values =
            [.. arguments.Select(one => one is null ? Value.Null : PlainValues.Of(ValueConverters.ToValue(one.GetType(), one, null)))];
        var ids = new List<long>();
        foreach (var value in values)
            References.Collect(value, ids);
        if (ids.Find(id => id < 0) is < 0 and var local)
            throw new ArgumentException($"Object {local} is not there on the server yet: wait for the action that creates it.");
        return values;
    }
}
