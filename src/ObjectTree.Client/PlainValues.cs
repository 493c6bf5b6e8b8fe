using ObjectTree.Model.Values;

namespace ObjectTree.Client;

/// <summary>Values as a client sends them: a record goes as a map, for a client announces none.</summary>
internal static class PlainValues
{
    public static Value Of(Value value) => value.Kind switch
    {
        ValueKind.Record => Value.FromMap(ValueMap.Create(value.AsRecord().Schema.Fields.Zip(value.AsRecord().Fields, Entry))),
        ValueKind.Array => Value.FromArray([.. value.AsArray().Select(Of)]),
        ValueKind.Map => Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => Entry(entry.Key, entry.Value)))),
        _ => value,
    };

    private static KeyValuePair<string, Value> Entry(string key, Value value) => KeyValuePair.Create(key, Of(value));
}
