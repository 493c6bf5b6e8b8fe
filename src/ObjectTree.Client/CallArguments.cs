using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Client;

/// <summary>Makes the values of a call of .NET objects. A record goes as a map: a client announces none.</summary>
internal static class CallArguments
{
    /// <exception cref="NotSupportedException">One is of a type that cannot travel.</exception>
    /// <exception cref="ArgumentException">One cannot travel.</exception>
    public static ImmutableArray<Value> Of(object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return [.. arguments.Select(one => one is null ? Value.Null : WithoutRecords(ValueConverters.ToValue(one.GetType(), one, null)))];
    }

    private static Value WithoutRecords(Value value) => value.Kind switch
    {
        ValueKind.Record => Value.FromMap(ValueMap.Create(value.AsRecord().Schema.Fields.Zip(value.AsRecord().Fields, Entry))),
        ValueKind.Array => Value.FromArray([.. value.AsArray().Select(WithoutRecords)]),
        ValueKind.Map => Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => Entry(entry.Key, entry.Value)))),
        _ => value,
    };

    private static KeyValuePair<string, Value> Entry(string key, Value value) => KeyValuePair.Create(key, WithoutRecords(value));
}
