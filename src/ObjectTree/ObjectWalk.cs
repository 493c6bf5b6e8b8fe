namespace ObjectTree;

/// <summary>
/// The orders in which an object and all below it are visited. Under the tree's lock; without recursion, so depth costs no stack.
/// </summary>
internal static class ObjectWalk
{
    public static IEnumerable<SObject> ParentsFirst(SObject top, Func<SObject, bool>? stop = null) =>
        top.HasChildren ? Walk(top, stop) : [top];

    public static SObject[] ChildrenFirst(SObject top)
    {
        if (!top.HasChildren)
            return [top];
        SObject[] order = [.. Walk(top, null)];
        Array.Reverse(order); // later siblings come first, but every child before its parent
        return order;
    }

    private static IEnumerable<SObject> Walk(SObject top, Func<SObject, bool>? stop)
    {
        var waiting = new Stack<SObject>([top]);
        while (waiting.TryPop(out var next))
        {
            yield return next;
            if (!next.HasChildren || (next != top && stop?.Invoke(next) == true))
                continue;
            for (var i = next.ChildItems.Count - 1; i >= 0; i--)
                waiting.Push(next.ChildItems[i]);
        }
    }
}
