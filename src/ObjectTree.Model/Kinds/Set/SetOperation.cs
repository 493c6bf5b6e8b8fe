using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Set;

/// <summary>Changes a set.</summary>
/// <param name="Address">The attribute.</param>
public abstract record SetOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.Set;

    /// <inheritdoc/>
    public sealed override HeldValues HeldValues() => this switch
    {
        Remove remove => new(remove.Item),
        Patch patch => new([.. patch.Removed.AsArray(), .. patch.Added.AsArray()]),
        _ => Entering,
    };

    internal sealed override HeldValues Entering => this switch
    {
        Set set => new(set.Items.AsArray()),
        Add add => new(add.Item),
        Patch patch => new(patch.Added.AsArray()),
        _ => default,
    };

    /// <inheritdoc/>
    public sealed override bool CommutesWith(TopicOperation other) =>
        ItemOf(this) is { } item && ItemOf(other) is { } otherItem && item != otherItem;

    /// <summary>Null: it is about all of them.</summary>
    private static Values.Value? ItemOf(TopicOperation operation) => operation switch
    {
        Add add => add.Item,
        Remove remove => remove.Item,
        _ => null,
    };

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => SetMerge.Of(operations);

    /// <inheritdoc/>
    public sealed override SetOperation MapValues(Func<Values.Value, Values.Value> convert) => this switch
    {
        Set set => set with { Items = Sorted(set.Items, convert) },
        Add add => add with { Item = convert(add.Item) },
        Remove remove => remove with { Item = convert(remove.Item) },
        Patch patch => patch with { Removed = Sorted(patch.Removed, convert), Added = Sorted(patch.Added, convert) },
        _ => this,
    };

    private static Values.Value Sorted(Values.Value items, Func<Values.Value, Values.Value> fit) =>
        Values.Value.FromArray([.. items.AsArray().Select(fit).Order(SetOrder.Instance)]);

    /// <summary>Replaces all items.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Items">The new items, an array with each once, sorted.</param>
    public sealed record Set(AttributeAddress Address, Values.Value Items) : SetOperation(Address);

    /// <summary>Adds an item that is not there.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Item">The item.</param>
    public sealed record Add(AttributeAddress Address, Values.Value Item) : SetOperation(Address);

    /// <summary>Removes an item that is there.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Item">The item.</param>
    public sealed record Remove(AttributeAddress Address, Values.Value Item) : SetOperation(Address);

    /// <summary>Several changes as one operation: the difference between two sets.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Removed">The items that go, an array with each once, sorted; all are there.</param>
    /// <param name="Added">The items that come, likewise; none is there.</param>
    public sealed record Patch(AttributeAddress Address, Values.Value Removed, Values.Value Added) : SetOperation(Address);
}
