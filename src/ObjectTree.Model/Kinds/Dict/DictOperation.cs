using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

/// <summary>Changes a dict.</summary>
/// <param name="Address">The attribute.</param>
public abstract record DictOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.Dict;

    /// <inheritdoc/>
    public sealed override HeldValues HeldValues() => this switch
    {
        Set set => new([.. set.Entries.Values]),
        Put put => new(put.Value),
        Patch patch => new([.. patch.Entries.Values]),
        _ => default,
    };

    /// <inheritdoc/>
    public sealed override bool CommutesWith(TopicOperation other) =>
        KeyOf(this) is { } key && KeyOf(other) is { } otherKey && key != otherKey;

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => DictMerge.Of(operations);

    /// <inheritdoc/>
    public sealed override DictOperation MapValues(Func<Values.Value, Values.Value> convert) => this switch
    {
        Set set => set with { Entries = All(set.Entries, convert) },
        Put put => put with { Value = convert(put.Value) },
        Patch patch => patch with { Entries = All(patch.Entries, convert) },
        _ => this,
    };

    /// <summary>Null: it is about all of them.</summary>
    private static string? KeyOf(TopicOperation operation) => operation switch
    {
        Put put => put.Key,
        Remove remove => remove.Key,
        _ => null,
    };

    private static ValueMap All(ValueMap entries, Func<Values.Value, Values.Value> fit) =>
        ValueMap.Create(entries.Select(entry => KeyValuePair.Create(entry.Key, fit(entry.Value))));

    /// <summary>Replaces all entries.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Entries">The new entries.</param>
    public sealed record Set(AttributeAddress Address, ValueMap Entries) : DictOperation(Address);

    /// <summary>Puts a value under a key, whether it is there or not.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Value">The value.</param>
    public sealed record Put(AttributeAddress Address, string Key, Values.Value Value) : DictOperation(Address);

    /// <summary>Removes a key that is there.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Key">The key.</param>
    public sealed record Remove(AttributeAddress Address, string Key) : DictOperation(Address);

    /// <summary>Several changes as one operation: the difference between two dicts.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Removed">The keys that go, sorted; all are there.</param>
    /// <param name="Entries">What is put; none of these keys is removed.</param>
    public sealed record Patch(AttributeAddress Address, ImmutableArray<string> Removed, ValueMap Entries) : DictOperation(Address)
    {
        /// <summary>Whether the same keys go and the same entries are put.</summary>
        public bool Equals(Patch? other) =>
            other is not null && Address == other.Address && Removed.AsSpan().SequenceEqual(other.Removed.AsSpan())
                && Entries.Equals(other.Entries);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Address, Removed.Length, Entries);
    }
}
