using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values;

/// <summary>Finds the references in values.</summary>
public static class References
{
    /// <summary>Adds the id of each reference in a value, as often as it is there.</summary>
    public static void Collect(Value value, List<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        switch (value.Kind)
        {
            case ValueKind.Reference:
                ids.Add(value.AsReference());
                break;
            case ValueKind.Array:
                foreach (var item in value.AsArray())
                    Collect(item, ids);
                break;
            case ValueKind.Map:
                foreach (var entry in value.AsMap().AsSpan())
                    Collect(entry.Value, ids);
                break;
            case ValueKind.Record:
                foreach (var field in value.AsRecord().Fields)
                    Collect(field, ids);
                break;
        }
    }

    /// <summary>The value with other ids in its references.</summary>
    public static Value Map(Value value, Func<long, long> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return value.Kind switch
        {
            ValueKind.Reference => Value.FromReference(convert(value.AsReference())),
            ValueKind.Array => Value.FromArray(All(value.AsArray())),
            ValueKind.Map =>
                Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => KeyValuePair.Create(entry.Key, Map(entry.Value, convert))))),
            ValueKind.Record => Value.FromRecord(new RecordValue(value.AsRecord().Schema, All(value.AsRecord().Fields))),
            _ => value,
        };

        ImmutableArray<Value> All(ImmutableArray<Value> values) => [.. values.Select(one => Map(one, convert))];
    }

    /// <summary>
    /// The value with plain references in the places of objects that were given before it was known in which tree; the same one when there
    /// are none.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="host">In whose tree they have to be; null: not checked.</param>
    /// <exception cref="ArgumentException">One is destroyed, or of another tree.</exception>
    internal static Value TakeGiven(Value value, ITopicHost? host)
    {
        if (!HoldsGiven(value))
            return value;
        return value.Kind switch
        {
            ValueKind.Array => Value.FromArray(All(value.AsArray())),
            ValueKind.Map =>
                Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => KeyValuePair.Create(entry.Key, TakeGiven(entry.Value, host))))),
            ValueKind.Record => Value.FromRecord(new RecordValue(value.AsRecord().Schema, All(value.AsRecord().Fields))),
            _ => Value.FromReference(host is null ? value.AsReference() : IdOf(value.Given!, host)),
        };

        ImmutableArray<Value> All(ImmutableArray<Value> values) => [.. values.Select(one => TakeGiven(one, host))];
    }

    /// <summary>The id of an object of a tree.</summary>
    /// <exception cref="ArgumentException">It is destroyed, or of another tree.</exception>
    internal static long IdOf(ITreeObject target, ITopicHost host) => ReferenceEquals(host.Find(target.Id), target)
        ? target.Id
        : throw new ArgumentException(
            target.IsDestroyed ? $"{target} is destroyed." : $"{target} is not an object of this tree.", nameof(target));

    private static bool HoldsGiven(Value value) => value.Kind switch
    {
        ValueKind.Reference => value.Given is not null,
        ValueKind.Array => value.AsArray().Any(HoldsGiven),
        ValueKind.Map => value.AsMap().Any(entry => HoldsGiven(entry.Value)),
        ValueKind.Record => value.AsRecord().Fields.Any(HoldsGiven),
        _ => false,
    };
}
