using System.Diagnostics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Set;

internal sealed class SetState<T>(HashSet<T> items)
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    public HashSet<T> Items { get; private set; } = items;

    public SetOperation Apply(SetOperation operation, List<SetChange<T>>? changes)
    {
        switch (operation)
        {
            case SetOperation.Set set:
                return Set(set, changes);
            case SetOperation.Add add:
                var added = Converter.FromValue(add.Item);
                if (!Items.Add(added))
                    throw new ArgumentException("The item is in the set already.", nameof(operation));
                changes?.Add(new SetChange<T>(SetChangeKind.Added, added));
                return new SetOperation.Remove(add.Address, add.Item);
            case SetOperation.Remove remove:
                var removed = Converter.FromValue(remove.Item);
                if (!Items.Remove(removed))
                    throw new ArgumentException("The item is not in the set.", nameof(operation));
                changes?.Add(new SetChange<T>(SetChangeKind.Removed, removed));
                return new SetOperation.Add(remove.Address, remove.Item);
            default:
                throw new UnreachableException();
        }
    }

    public Values.Value Capture() => ToValue(Items);

    public static Values.Value ToValue(IEnumerable<T> items) =>
        Values.Value.FromArray([.. items.Select(Converter.ToValue).Distinct().Order(SetOrder.Instance)]);

    public static HashSet<T> FromValue(Values.Value items)
    {
        var set = new HashSet<T>(Converter.Comparer);
        foreach (var item in items.AsArray())
        {
            if (!set.Add(Converter.FromValue(item)))
                throw new ArgumentException("An item occurs twice in the set.", nameof(items));
        }
        return set;
    }

    private SetOperation.Set Set(SetOperation.Set set, List<SetChange<T>>? changes)
    {
        var next = FromValue(set.Items);
        var inverse = set with { Items = Capture() };
        if (changes is not null)
        {
            changes.AddRange(Items.Where(item => !next.Contains(item)).Select(item => new SetChange<T>(SetChangeKind.Removed, item)));
            changes.AddRange(next.Where(item => !Items.Contains(item)).Select(item => new SetChange<T>(SetChangeKind.Added, item)));
        }
        Items = next;
        return inverse;
    }
}
