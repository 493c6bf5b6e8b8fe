using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Float;

/// <summary>Fewer operations with the effect of several on a floating-point number: what is set replaces what was before. Sums of what is added would not be exact.</summary>
internal static class FloatMerge
{
    public static IReadOnlyList<FloatOperation> Of(IReadOnlyList<TopicOperation> operations)
    {
        var merged = new List<FloatOperation>(1);
        foreach (var next in operations.Cast<FloatOperation>())
        {
            if (next is FloatOperation.Set)
                merged.Clear();
            if (merged is [FloatOperation.Set set] && next is FloatOperation.Add add)
                merged[0] = set with { Value = set.Value + add.Delta };
            else
                merged.Add(next);
        }
        return merged;
    }
}
