namespace ObjectTree.Model.Values;

/// <summary>Values that can be told where no kind of record is announced: a record goes as a map.</summary>
public static class PlainValues
{
    /// <summary>The value with maps instead of records, in whatever depth.</summary>
    public static Value Of(Value value) => value.Kind switch
    {
        ValueKind.Record => Value.FromMap(ValueMap.Create(value.AsRecord().Schema.Fields.Zip(value.AsRecord().Fields, Entry))),
        ValueKind.Array => Value.FromArray([.. value.AsArray().Select(Of)]),
        ValueKind.Map => Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => Entry(entry.Key, entry.Value)))),
        _ => value,
    };

    private static KeyValuePair<string, Value> Entry(string key, Value value) => KeyValuePair.Create(key, Of(value));
}
