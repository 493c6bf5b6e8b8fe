using System.Collections.Immutable;
using System.Diagnostics;

namespace ObjectTree.Model.Kinds.Set;

internal struct SetState(IEnumerable<Values.Value> items)
{
    private static readonly HashSet<Values.Value> None = []; // nobody adds to it

    private HashSet<Values.Value>? _items = Distinct([.. items]); // made when first needed: most sets of most objects are empty

    public readonly int Count => _items?.Count ?? 0;

    /// <summary>The items themselves.</summary>
    public readonly IReadOnlySet<Values.Value> Items => _items ?? None;

    public readonly Values.Value Capture() => Values.Value.FromArray([.. Items.Order(SetOrder.Instance)]);

    public SetOperation Apply(SetOperation operation, List<SetChange<Values.Value>>? changes)
    {
        switch (operation)
        {
            case SetOperation.Set set:
                var next = Distinct(set.Items.AsArray());
                var inverse = set with { Items = Capture() };
                if (changes is not null)
                    SetDifference.Tell(Items, next ?? None, changes);
                _items = next;
                return inverse;
            case SetOperation.Add add:
                if (!(_items ??= []).Add(add.Item))
                    throw new ArgumentException("The item is in the set already.", nameof(operation));
                changes?.Add(new SetChange<Values.Value>(SetChangeKind.Added, add.Item));
                return new SetOperation.Remove(add.Address, add.Item);
            case SetOperation.Remove remove:
                if (_items is null || !_items.Remove(remove.Item))
                    throw new ArgumentException("The item is not in the set.", nameof(operation));
                changes?.Add(new SetChange<Values.Value>(SetChangeKind.Removed, remove.Item));
                return new SetOperation.Add(remove.Address, remove.Item);
            case SetOperation.Patch patch:
                return Patch(patch, changes);
            default:
                throw new UnreachableException();
        }
    }

    private SetOperation.Patch Patch(SetOperation.Patch patch, List<SetChange<Values.Value>>? changes)
    {
        var (removed, added) = (patch.Removed.AsArray(), patch.Added.AsArray());
        var items = Items;
        var (gone, come) = (Distinct(removed) ?? None, Distinct(added) ?? None);
        if (!gone.All(items.Contains))
            throw new ArgumentException("The Patch removes an item that is not in the set.", nameof(patch));
        if (come.Any(items.Contains)) // what is in both arrays is in the set, too
            throw new ArgumentException("The Patch adds an item that is in the set.", nameof(patch));
        _items ??= [];
        _items.ExceptWith(gone);
        _items.UnionWith(come);
        changes?.AddRange(removed.Select(item => new SetChange<Values.Value>(SetChangeKind.Removed, item)));
        changes?.AddRange(added.Select(item => new SetChange<Values.Value>(SetChangeKind.Added, item)));
        return patch with { Removed = patch.Added, Added = patch.Removed };
    }

    private static HashSet<Values.Value>? Distinct(ImmutableArray<Values.Value> items)
    {
        if (items.IsEmpty)
            return null;
        var set = new HashSet<Values.Value>(items.Length);
        foreach (var item in items)
        {
            if (!set.Add(item))
                throw new ArgumentException("An item occurs twice in the set.", nameof(items));
        }
        return set;
    }
}
