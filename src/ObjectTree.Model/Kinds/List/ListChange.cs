namespace ObjectTree;

/// <summary>One item of a list changed. Several changes follow each other: each index counts after the changes before it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Index">Where the item is now; −1 when it was removed.</param>
/// <param name="OldIndex">Where it, or the item it replaced, was before; −1 when it was inserted.</param>
/// <param name="Item">The item that is there now; default when it was removed.</param>
/// <param name="OldItem">The item that was there before; default when one was inserted.</param>
/// <typeparam name="T">The items' type.</typeparam>
public sealed record ListChange<T>(ListChangeKind Kind, int Index, int OldIndex, T? Item, T? OldItem) : TopicChange
{
    internal static ListChange<T> Inserted(int index, T item) => new(ListChangeKind.Inserted, index, -1, item, default);

    internal static ListChange<T> Removed(int index, T item) => new(ListChangeKind.Removed, -1, index, default, item);

    internal static ListChange<T> Replaced(int index, T item, T old) => new(ListChangeKind.Replaced, index, index, item, old);

    internal static ListChange<T> Moved(int from, int to, T item) => new(ListChangeKind.Moved, to, from, item, item);
}
