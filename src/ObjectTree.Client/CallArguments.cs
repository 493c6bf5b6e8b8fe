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
        return [.. arguments.Select(one => one is null ? Value.Null : PlainValues.Of(ValueConverters.ToValue(one.GetType(), one, null)))];
    }
}
