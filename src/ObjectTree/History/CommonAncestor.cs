namespace ObjectTree.History;

/// <summary>The lowest object that is above all of some objects, or is one of them.</summary>
internal static class CommonAncestor
{
    /// <param name="one">One of them, or what is above several; null: nothing yet.</param>
    /// <param name="other">The next.</param>
    public static SObject Of(SObject? one, SObject other)
    {
        if (one is null || one == other)
            return other;
        var (depth, otherDepth) = (one.Depth, other.Depth);
        for (; depth > otherDepth; depth--)
            one = one.Parent!;
        for (; otherDepth > depth; otherDepth--)
            other = other.Parent!;
        while (one != other)
            (one, other) = (one.Parent!, other.Parent!);
        return one;
    }
}
