using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Float;

/// <summary>
/// Fewer operations with the effect of several on a floating-point number: what is set replaces what was before. Sums of what is added
/// would not be exact.
/// </summary>
internal static class FloatMerge
{
    public static IReadOnlyList<FloatOperation> Of(IReadOnlyList<TopicOperation> operations) =>
        NeighbourMerge.Of<FloatOperation>(operations, Merge, _ => false);

    /// <summary>Null: they stay two.</summary>
    private static FloatOperation? Merge(FloatOperation first, FloatOperation second) => (first, second) switch
    {
        (_, FloatOperation.Set) => second,
        (FloatOperation.Set one, FloatOperation.Add other) => one with { Value = one.Value + other.Delta },
        _ => null,
    };
}
