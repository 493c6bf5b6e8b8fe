using System.Collections.Immutable;

namespace ObjectTree.Model.Values;

/// <summary>A value with named fields. Equal to another by name, field names and contents.</summary>
public sealed class RecordValue : IEquatable<RecordValue>
{
    /// <summary>Makes a record.</summary>
    /// <exception cref="ArgumentException">There is not one value for each field.</exception>
    public RecordValue(RecordSchema schema, ImmutableArray<Value> fields)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (fields.Length != schema.Fields.Length)
        {
            throw new ArgumentException(
                $"The record {schema.Name} has {schema.Fields.Length} fields, not {fields.Length}.", nameof(fields));
        }
        (Schema, Fields) = (schema, fields);
    }

    /// <summary>What kind of record.</summary>
    public RecordSchema Schema { get; }

    /// <summary>One value for each field, in the order of the schema.</summary>
    public ImmutableArray<Value> Fields { get; }

    /// <inheritdoc/>
    public bool Equals(RecordValue? other) =>
        other is not null && (ReferenceEquals(Schema, other.Schema) || IsSame(Schema, other.Schema))
            && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecordValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(Fields.Length, HashCode.Combine);

    /// <summary>Name and fields, for people.</summary>
    public override string ToString() =>
        $"{Schema.Name} {{{string.Join(", ", Schema.Fields.Select((name, i) => $"{name}: {Fields[i]}"))}}}";

    private static bool IsSame(RecordSchema one, RecordSchema other) =>
        one.Name == other.Name && one.Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());
}
