using System.Collections.Immutable;

namespace ObjectTree.Model.Values;

/// <summary>The kinds of records of this process. Each has a number of its own, however many classes look like it. Thread-safe.</summary>
public static class RecordKinds
{
    private static readonly Lock Gate = new();

    private static readonly Dictionary<RecordSchema, RecordSchema> ByContent = []; // by what they are with the number 0; guarded by Gate

    /// <summary>The kind with this name and these fields; the same one at each call.</summary>
    public static RecordSchema Of(string name, ImmutableArray<string> fields)
    {
        var content = new RecordSchema(0, name, fields);
        lock (Gate)
        {
            if (!ByContent.TryGetValue(content, out var kind))
                ByContent.Add(content, kind = content with { Number = ByContent.Count });
            return kind;
        }
    }

    /// <summary>
    /// The value with its records numbered as this process numbers them: what was read from elsewhere may use numbers that are taken.
    /// </summary>
    public static Value Own(Value value) => Replace(value, kind => Of(kind.Name, kind.Fields));

    /// <summary>The value with other kinds in the places of those that its records are of.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replace">Gives the other kind, with as many fields.</param>
    public static Value Replace(Value value, Func<RecordSchema, RecordSchema> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        if (!AreIn(value))
            return value;
        return value.Kind switch
        {
            ValueKind.Array => Value.FromArray(All(value.AsArray())),
            ValueKind.Map => Value.FromMap(
                ValueMap.Create(value.AsMap().Select(entry => KeyValuePair.Create(entry.Key, Replace(entry.Value, replace))))),
            _ => Value.FromRecord(new RecordValue(replace(value.AsRecord().Schema), All(value.AsRecord().Fields))),
        };

        ImmutableArray<Value> All(ImmutableArray<Value> values) => [.. values.Select(one => Replace(one, replace))];
    }

    /// <summary>Whether a value is or holds a record.</summary>
    internal static bool AreIn(Value value) => value.Kind switch
    {
        ValueKind.Array => value.AsArray().Any(AreIn),
        ValueKind.Map => value.AsMap().Any(entry => AreIn(entry.Value)),
        ValueKind.Record => true,
        _ => false,
    };
}
