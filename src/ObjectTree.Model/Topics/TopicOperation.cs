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
