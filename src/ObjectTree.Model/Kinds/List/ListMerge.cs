using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.List;

/// <summary>
/// Fewer operations with the effect of several on a list: what is set replaces what was before, and two that follow each other at one place
/// become one.
/// </summary>
internal static class ListMerge
{
    public static IReadOnlyList<ListOperation> Of(IReadOnlyList<TopicOperation> operations) =>
        NeighbourMerge.Of<ListOperation>(operations, Merge, IsNothing);

    /// <summary>Null: they stay two.</summary>
    private static ListOperation? Merge(ListOperation first, ListOperation second) => (first, second) switch
    {
        (_, ListOperation.Set) => second,
        (ListOperation.Replace one, ListOperation.Replace other) when one.Index == other.Index => other,
        (ListOperation.Replace one, ListOperation.RemoveRange { Count: 1 } other) when one.Index == other.Index => other,
        (ListOperation.Insert one, ListOperation.Replace other) when one.Index == other.Index => one with { Item = other.Item },
        (ListOperation.Insert one, ListOperation.RemoveRange { Count: 1 } other) when one.Index == other.Index => other with { Count = 0 },
        (ListOperation.Insert one, ListOperation.Move other) when one.Index == other.From => one with { Index = other.To },
        (ListOperation.Move one, ListOperation.Move other) when one.To == other.From => one with { To = other.To },
        (ListOperation.Move one, ListOperation.RemoveRange { Count: 1 } other) when one.To == other.Index =>
            other with { Index = one.From },
        (ListOperation.RemoveRange one, ListOperation.RemoveRange other) when other.Index <= one.Index
            && one.Index <= other.Index + other.Count =>
            other with { Count = one.Count + other.Count },
        _ => null,
    };

    private static bool IsNothing(ListOperation operation) =>
        operation is ListOperation.RemoveRange { Count: 0 } || (operation is ListOperation.Move move && move.From == move.To);
}
