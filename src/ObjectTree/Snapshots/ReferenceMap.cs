using ObjectTree.Model.Kinds;
using ObjectTree.Model.Values;

namespace ObjectTree.Snapshots;

/// <summary>Turns references to objects of a snapshot into references to their copies, wherever they lie in a value.</summary>
/// <param name="idOf">The id of the copy; 0: the reference becomes empty.</param>
internal sealed class ReferenceMap(Func<long, long> idOf)
{
    /// <summary>The state of a topic. What becomes empty is in a set once.</summary>
    public Value Adapt(TopicKind kind, Value state)
    {
        var adapted = Adapt(state);
        return kind == TopicKind.Set && adapted.Kind == ValueKind.Array && adapted != state
            ? Value.FromArray([.. adapted.AsArray().Distinct()])
            : adapted;
    }

    private Value Adapt(Value value) => value.Kind switch
    {
        ValueKind.Reference => idOf(value.AsReference()) is var id and not 0 ? Value.FromReference(id) : Value.Null,
        ValueKind.Array => Value.FromArray([.. value.AsArray().Select(Adapt)]),
        ValueKind.Map => Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => KeyValuePair.Create(entry.Key, Adapt(entry.Value))))),
        ValueKind.Record => Value.FromRecord(new RecordValue(value.AsRecord().Schema, [.. value.AsRecord().Fields.Select(Adapt)])),
        _ => value,
    };
}
