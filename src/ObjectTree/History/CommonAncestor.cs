namespace ObjectTree.History;

/// <summary>The lowest object that is above all of some objects, or is one of them.</summary>
internal static class CommonAncestor
{
    public static SObject Of(List<SObject> objects)
    {
        var common = objects[0];
        for (var i = 1; i < objects.Count; i++)
        {
            if (objects[i] != common)
                common = Of(common, objects[i]);
        }
        return common;
    }

    private static SObject Of(SObject one, SObject other)
    {
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
