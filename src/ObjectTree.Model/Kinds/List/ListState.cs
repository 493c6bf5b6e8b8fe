using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ObjectTree.Model.Kinds.List;

internal struct ListState
{
    private List<Values.Value>? _items; // made when first needed: most lists of most objects are empty

    public ListState(ReadOnlySpan<Values.Value> items) => Replace(items);

    public readonly int Count => _items?.Count ?? 0;

    public readonly ReadOnlySpan<Values.Value> Items => CollectionsMarshal.AsSpan(_items);

    /// <summary>The items themselves; enumerating fails when they change meanwhile.</summary>
    public readonly IEnumerable<Values.Value> Live => _items ?? [];

    public readonly Values.Value Capture() => Values.Value.FromArray([.. Items]);

    public ListOperation Apply(ListOperation operation, List<ListChange<Values.Value>>? changes)
    {
        switch (operation)
        {
            case ListOperation.Set set:
                var inverse = set with { Items = Capture() };
                if (changes is not null)
                    ListDifference.Tell(Items, set.Items.AsArray().AsSpan(), changes);
                Replace(set.Items.AsArray().AsSpan());
                return inverse;
            case ListOperation.Patch patch:
                return Patch(patch, changes);
            default:
                return Step(operation, changes);
        }
    }

    /// <summary>Refuses an operation that cannot be applied.</summary>
    public readonly void Check(ListOperation operation)
    {
        if (operation is ListOperation.Set)
            return;
        var count = Count;
        if (operation is not ListOperation.Patch patch)
        {
            CheckStep(operation, ref count);
            return;
        }
        foreach (var step in patch.Steps)
            CheckStep(step, ref count);
    }

    private static void CheckStep(ListOperation step, ref int count)
    {
        switch (step)
        {
            case ListOperation.Insert insert:
                ThrowIfOutside(insert.Index, count);
                count++;
                break;
            case ListOperation.InsertRange insert:
                ThrowIfOutside(insert.Index, count);
                count += insert.Items.AsArray().Length;
                break;
            case ListOperation.RemoveRange remove:
                ThrowIfOutside(remove.Index, count);
                ThrowIfOutside(remove.Count, count - remove.Index);
                count -= remove.Count;
                break;
            case ListOperation.Replace replace:
                ThrowIfOutside(replace.Index, count - 1);
                break;
            case ListOperation.Move move:
                ThrowIfOutside(move.From, count - 1);
                ThrowIfOutside(move.To, count - 1);
                break;
            default:
                throw new ArgumentException("A step of a Patch is neither Set nor Patch.", nameof(step));
        }
    }

    private ListOperation Step(ListOperation operation, List<ListChange<Values.Value>>? changes)
    {
        var count = Count;
        CheckStep(operation, ref count);
        switch (operation)
        {
            case ListOperation.Insert insert:
                (_items ??= []).Insert(insert.Index, insert.Item);
                changes?.Add(ListChange<Values.Value>.Inserted(insert.Index, insert.Item));
                return new ListOperation.RemoveRange(insert.Address, insert.Index, 1);
            case ListOperation.InsertRange insert:
                return InsertRange(insert, changes);
            case ListOperation.RemoveRange remove:
                return RemoveRange(remove, changes);
            case ListOperation.Replace replace:
                var old = _items![replace.Index];
                _items[replace.Index] = replace.Item;
                changes?.Add(ListChange<Values.Value>.Replaced(replace.Index, replace.Item, old));
                return replace with { Item = old };
            case ListOperation.Move move:
                var moved = _items![move.From];
                _items.RemoveAt(move.From);
                _items.Insert(move.To, moved);
                changes?.Add(ListChange<Values.Value>.Moved(move.From, move.To, moved));
                return move with { From = move.To, To = move.From };
            default:
                throw new UnreachableException();
        }
    }

    private ListOperation.Patch Patch(ListOperation.Patch patch, List<ListChange<Values.Value>>? changes)
    {
        var inverses = new ListOperation[patch.Steps.Length]; // the last step is taken back first
        var rest = inverses.Length;
        try
        {
            foreach (var step in patch.Steps)
                inverses[--rest] = Step(step, changes);
        }
        catch (ArgumentException)
        {
            foreach (var inverse in inverses.AsSpan(rest + 1))
                _ = Step(inverse, null);
            throw;
        }
        return patch with { Steps = ImmutableCollectionsMarshal.AsImmutableArray(inverses) };
    }

    private ListOperation.RemoveRange InsertRange(ListOperation.InsertRange insert, List<ListChange<Values.Value>>? changes)
    {
        var added = insert.Items.AsArray();
        (_items ??= []).InsertRange(insert.Index, added.AsSpan());
        for (var i = 0; changes is not null && i < added.Length; i++)
            changes.Add(ListChange<Values.Value>.Inserted(insert.Index + i, added[i]));
        return new ListOperation.RemoveRange(insert.Address, insert.Index, added.Length);
    }

    private ListOperation RemoveRange(ListOperation.RemoveRange remove, List<ListChange<Values.Value>>? changes)
    {
        ImmutableArray<Values.Value> removed = [.. Items.Slice(remove.Index, remove.Count)];
        _items?.RemoveRange(remove.Index, remove.Count);
        for (var i = 0; changes is not null && i < removed.Length; i++)
            changes.Add(ListChange<Values.Value>.Removed(remove.Index, removed[i]));
        return removed.Length == 1
            ? new ListOperation.Insert(remove.Address, remove.Index, removed[0])
            : new ListOperation.InsertRange(remove.Address, remove.Index, Values.Value.FromArray(removed));
    }

    private void Replace(ReadOnlySpan<Values.Value> items) => _items = items.IsEmpty ? null : [.. items];

    private static void ThrowIfOutside(int index, int last)
    {
        if ((uint)index > (uint)last || last < 0)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The place is outside the list (0 to {last}).");
    }
}
