using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Transformation;

namespace ObjectTree.Model.Kinds.List;

/// <summary>Changes a list.</summary>
/// <param name="Address">The attribute.</param>
public abstract record ListOperation(AttributeAddress Address) : TopicOperation(Address)
{
    /// <inheritdoc/>
    public sealed override TopicKind Kind => TopicKind.List;

    /// <inheritdoc/>
    public sealed override bool HasPlaces => true;

    /// <inheritdoc/>
    public sealed override bool ReplacesAll => this is Set;

    /// <inheritdoc/>
    public sealed override int StepCount => this is Patch patch ? Math.Max(1, patch.Steps.Length) : 1;

    /// <inheritdoc/>
    public sealed override HeldValues HeldValues() => this switch
    {
        Set set => new(set.Items.AsArray()),
        Insert insert => new(insert.Item),
        InsertRange insert => new(insert.Items.AsArray()),
        Replace replace => new(replace.Item),
        Patch patch => new([.. patch.Steps.SelectMany(step => step.HeldValues().AsSpan().ToArray())]),
        _ => default,
    };

    /// <inheritdoc/>
    public sealed override ImmutableArray<TopicOperation> Rebase(ref ImmutableArray<TopicOperation> others) =>
        OperationTransform<ListOperation, ListTransformStep>.Rebase(this, ref others);

    internal sealed override IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => ListMerge.Of(operations);

    /// <inheritdoc/>
    public sealed override ListOperation MapValues(Func<Values.Value, Values.Value> convert) => this switch
    {
        Set set => set with { Items = All(set.Items, convert) },
        Insert insert => insert with { Item = convert(insert.Item) },
        InsertRange insert => insert with { Items = All(insert.Items, convert) },
        Replace replace => replace with { Item = convert(replace.Item) },
        Patch patch => patch with { Steps = [.. patch.Steps.Select(step => step.MapValues(convert))] },
        _ => this,
    };

    private static Values.Value All(Values.Value items, Func<Values.Value, Values.Value> fit) =>
        Values.Value.FromArray([.. items.AsArray().Select(fit)]);

    /// <summary>Replaces all items.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Items">The new items, an array.</param>
    public sealed record Set(AttributeAddress Address, Values.Value Items) : ListOperation(Address);

    /// <summary>Inserts one item.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Index">Before which item; the count appends.</param>
    /// <param name="Item">The item.</param>
    public sealed record Insert(AttributeAddress Address, int Index, Values.Value Item) : ListOperation(Address);

    /// <summary>Inserts several items.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Index">Before which item; the count appends.</param>
    /// <param name="Items">The items, an array.</param>
    public sealed record InsertRange(AttributeAddress Address, int Index, Values.Value Items) : ListOperation(Address);

    /// <summary>Removes items that follow each other.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Index">The first to go.</param>
    /// <param name="Count">How many go.</param>
    public sealed record RemoveRange(AttributeAddress Address, int Index, int Count) : ListOperation(Address);

    /// <summary>Puts one item in the place of another.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Index">The place.</param>
    /// <param name="Item">The new item.</param>
    public sealed record Replace(AttributeAddress Address, int Index, Values.Value Item) : ListOperation(Address);

    /// <summary>Moves one item.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="From">Where it is.</param>
    /// <param name="To">Where it is to be, counted after it was taken out.</param>
    public sealed record Move(AttributeAddress Address, int From, int To) : ListOperation(Address);

    /// <summary>Several changes as one operation: the difference between two lists.</summary>
    /// <param name="Address">The attribute.</param>
    /// <param name="Steps">Applied one after the other; each anything but <see cref="Set"/> and <see cref="Patch"/>, of the same
    /// attribute.</param>
    public sealed record Patch(AttributeAddress Address, ImmutableArray<ListOperation> Steps) : ListOperation(Address)
    {
        /// <inheritdoc/>
        public override Patch At(AttributeAddress address) =>
            new(address, [.. Steps.Select(step => (ListOperation)step.At(address))]);

        /// <summary>Whether the steps are the same.</summary>
        public bool Equals(Patch? other) =>
            other is not null && Address == other.Address && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Address, Steps.Length);
    }
}
