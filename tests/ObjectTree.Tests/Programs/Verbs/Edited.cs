namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>What the model expects of a list after a change.</summary>
internal static class Edited
{
    public static List<T> With<T>(IReadOnlyList<T> old, Action<List<T>> change)
    {
        List<T> next = [.. old];
        change(next);
        return next;
    }

    public static void Move<T>(List<T> list, int from, int to)
    {
        var item = list[from];
        list.RemoveAt(from);
        list.Insert(to, item);
    }
}
