using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Int;

/// <summary>Fewer operations with the effect of several on an integer: what is set replaces what was before, and what is added is summed.</summary>
internal static class IntMerge
{
    public static IReadOnlyList<IntOperation> Of(IReadOnlyList<TopicOperation> operations)
    {
        var merged = new List<IntOperation>(1);
        foreach (var next in operations.Cast<IntOperation>())
        {
            if (next is IntOperation.Set)
                merged.Clear();
            if (merged.Count > 0 && Merge(merged[^1], ((IntOperation.Add)next).Delta) is { } both)
                merged[^1] = both;
            else
                merged.Add(next);
        }
        return merged is [IntOperation.Add { Delta: 0 }] ? [] : merged;
    }

    /// <summary>Null: the sum of what is added cannot be written, though the integer was within its bounds at each step.</summary>
    private static IntOperation? Merge(IntOperation first, long delta) => first switch
    {
        IntOperation.Set set => set with { Value = set.Value + delta },
        IntOperation.Add add when Math.Abs(add.Delta + delta) <= Values.Value.MaxInt => add with { Delta = add.Delta + delta },
        _ => null,
    };
}
