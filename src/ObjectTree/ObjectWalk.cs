namespace ObjectTree;

/// <summary>The orders in which an object and all below it are visited. Under the tree's lock; without recursion, so depth costs no stack.</summary>
internal static class ObjectWalk
{
    public static IEnumerable<SObject> ParentsFirst(SObject top, Func<SObject, bool>? stop = null)
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

    public static List<SObject> ChildrenFirst(SObject top)
    {
        var order = ParentsFirst(top).ToList();
        order.Reverse(); // later siblings come first, but every child before its parent
        return order;
    }
}
