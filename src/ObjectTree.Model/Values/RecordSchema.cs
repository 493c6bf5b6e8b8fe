using System.Collections.Immutable;

namespace ObjectTree.Model.Values;

/// <summary>A kind of record: its name and those of its fields.</summary>
/// <param name="Number">What stands for it on the wire; given by the writer, the same for the life of its process.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Fields">The names of the fields, in order.</param>
public sealed record RecordSchema(int Number, string Name, ImmutableArray<string> Fields)
{
    /// <summary>Whether number, name and fields are the same.</summary>
    public bool Equals(RecordSchema? other) =>
        other is not null && Number == other.Number && Name == other.Name && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Name, Fields.Length);
}
