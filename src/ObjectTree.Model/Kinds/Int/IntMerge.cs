using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Int;

/// <summary>
/// Fewer operations with the effect of several on an integer: what is set replaces what was before, and what is added is summed.
/// </summary>
internal static class IntMerge
{
    public static IReadOnlyList<IntOperation> Of(IReadOnlyList<TopicOperation> operations) =>
        NeighbourMerge.Of<IntOperation>(operations, Merge, operation => operation is IntOperation.Add { Delta: 0 });

    /// <summary>Null: the sum of what is added cannot be written, though the integer was within its bounds at each step.</summary>
    private static IntOperation? Merge(IntOperation first, IntOperation second) => (first, second) switch
    {
        (_, IntOperation.Set) => second,
        (IntOperation.Set one, IntOperation.Add other) => one with { Value = one.Value + other.Delta },
        (IntOperation.Add one, IntOperation.Add other) when Math.Abs(one.Delta + other.Delta) <= Values.Value.MaxInt =>
            one with { Delta = one.Delta + other.Delta },
        _ => null,
    };
}
