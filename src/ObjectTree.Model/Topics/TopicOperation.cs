using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Topics;

/// <summary>The smallest change of one topic.</summary>
/// <param name="Address">The attribute that holds the topic.</param>
public abstract record TopicOperation(AttributeAddress Address) : Operation
{
    private protected const long FixedSize = 64;

    /// <summary>The kind of the topic.</summary>
    public abstract TopicKind Kind { get; }

    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public virtual long Size
    {
        get
        {
            long size = FixedSize;
            foreach (var value in HeldValues().AsSpan())
                size += ValueSize.Of(value);
            return size;
        }
    }

    /// <summary>Whether it changes what the topic holds. Else it only tells, so that nobody finds its effect in a state.</summary>
    public virtual bool ChangesState => true;

    /// <summary>Whether it has places, which operations that are applied before it shift; see <see cref="Rebase"/>.</summary>
    public virtual bool HasPlaces => false;

    /// <summary>Whether it has places and replaces all that they are places of, so that nothing is left of edits that it passes.</summary>
    public virtual bool ReplacesAll => false;

    /// <summary>How many steps it is made of, which is what bringing it past others takes time for.</summary>
    public virtual int StepCount => 1;

    /// <summary>The values that it is written with, those that go included.</summary>
    public virtual HeldValues HeldValues() => default;

    /// <summary>Those of them that it puts into the state.</summary>
    internal virtual HeldValues Entering => HeldValues();

    /// <summary>
    /// As few operations as are plainly enough to do what some of one attribute do one after the other; none when they do nothing. Some may
    /// be left as they are.
    /// </summary>
    /// <param name="operations">Operations of one attribute that are or were applied in this order, with none of that attribute between
    /// them.</param>
    public static IReadOnlyList<TopicOperation> Merge(IReadOnlyList<TopicOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return operations.Count < 2 ? operations : operations[0].MergeAll(operations);
    }

    /// <summary>The same with other values in the place of those that it is written with.</summary>
    public virtual TopicOperation MapValues(Func<Value, Value> convert) => this;

    /// <summary>The same of another attribute.</summary>
    public virtual TopicOperation At(AttributeAddress address) => this with { Address = address };

    /// <summary>
    /// Brings the operation past others of the same attribute that were made on the same state and come before it in the server's order.
    /// Only operations that have places become others by that; for the rest, what comes later simply wins.
    /// </summary>
    /// <param name="others">Those others, in order. Becomes what they are after this operation: both ways lead to the same state.</param>
    /// <returns>What is to be applied instead, in order; none when nothing is left to do.</returns>
    public virtual ImmutableArray<TopicOperation> Rebase(ref ImmutableArray<TopicOperation> others) => [this];

    /// <summary>
    /// Whether it makes no difference which of two operations of one attribute is applied first: they add, or are about different parts, or
    /// have places and are brought past each other.
    /// </summary>
    public virtual bool CommutesWith(TopicOperation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return HasPlaces && other.HasPlaces;
    }

    /// <summary>What <see cref="Merge"/> gives for two or more operations of this kind.</summary>
    internal virtual IReadOnlyList<TopicOperation> MergeAll(IReadOnlyList<TopicOperation> operations) => operations;

    /// <summary>
    /// Adds the id of each reference in what the operation puts into the state, as often as it is there. What an operation adds, less what
    /// its inverse adds, is what the state gains.
    /// </summary>
    public void CollectReferences(List<long> ids)
    {
        foreach (var value in Entering.AsSpan())
            References.Collect(value, ids);
    }
}
