using System.Diagnostics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.List;

internal sealed class ListState<T>(List<T> items)
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    public List<T> Items { get; private set; } = items;

    public ListOperation Apply(ListOperation operation, List<ListChange<T>>? changes)
    {
        switch (operation)
        {
            case ListOperation.Set set:
                return Set(set, changes);
            case ListOperation.Insert insert:
                ThrowIfOutside(insert.Index, Items.Count);
                Items.Insert(insert.Index, Converter.FromValue(insert.Item));
                changes?.Add(ListChange<T>.Inserted(insert.Index, Items[insert.Index]));
                return new ListOperation.RemoveRange(insert.Address, insert.Index, 1);
            case ListOperation.InsertRange insert:
                return InsertRange(insert, changes);
            case ListOperation.RemoveRange remove:
                return RemoveRange(remove, changes);
            case ListOperation.Replace replace:
                ThrowIfOutside(replace.Index, Items.Count - 1);
                var (item, old) = (Converter.FromValue(replace.Item), Items[replace.Index]);
                var inverse = replace with { Item = Converter.ToValue(old) };
                Items[replace.Index] = item;
                changes?.Add(ListChange<T>.Replaced(replace.Index, item, old));
                return inverse;
            case ListOperation.Move move:
                ThrowIfOutside(move.From, Items.Count - 1);
                ThrowIfOutside(move.To, Items.Count - 1);
                var moved = Items[move.From];
                Items.RemoveAt(move.From);
                Items.Insert(move.To, moved);
                changes?.Add(ListChange<T>.Moved(move.From, move.To, moved));
                return move with { From = move.To, To = move.From };
            default:
                throw new UnreachableException();
        }
    }

    public Values.Value Capture() => ToValue(Items);

    public static Values.Value ToValue(IEnumerable<T> items) => Values.Value.FromArray([.. items.Select(Converter.ToValue)]);

    public static List<T> FromValue(Values.Value items) => [.. items.AsArray().Select(Converter.FromValue)];

    private ListOperation.Set Set(ListOperation.Set set, List<ListChange<T>>? changes)
    {
        var next = FromValue(set.Items);
        var inverse = set with { Items = Capture() };
        if (changes is not null)
            ListDifference.Tell(Items, next, changes);
        Items = next;
        return inverse;
    }

    private ListOperation.RemoveRange InsertRange(ListOperation.InsertRange insert, List<ListChange<T>>? changes)
    {
        ThrowIfOutside(insert.Index, Items.Count);
        var added = FromValue(insert.Items);
        Items.InsertRange(insert.Index, added);
        for (var i = 0; changes is not null && i < added.Count; i++)
            changes.Add(ListChange<T>.Inserted(insert.Index + i, added[i]));
        return new ListOperation.RemoveRange(insert.Address, insert.Index, added.Count);
    }

    private ListOperation RemoveRange(ListOperation.RemoveRange remove, List<ListChange<T>>? changes)
    {
        ThrowIfOutside(remove.Index, Items.Count);
        ThrowIfOutside(remove.Count, Items.Count - remove.Index);
        var removed = Items.GetRange(remove.Index, remove.Count);
        ListOperation inverse = removed.Count == 1
            ? new ListOperation.Insert(remove.Address, remove.Index, Converter.ToValue(removed[0]))
            : new ListOperation.InsertRange(remove.Address, remove.Index, ToValue(removed));
        Items.RemoveRange(remove.Index, remove.Count);
        for (var i = 0; changes is not null && i < removed.Count; i++)
            changes.Add(ListChange<T>.Removed(remove.Index, removed[i]));
        return inverse;
    }

    private static void ThrowIfOutside(int index, int last)
    {
        if ((uint)index > (uint)last || last < 0)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The place is outside the list (0 to {last}).");
    }
}
