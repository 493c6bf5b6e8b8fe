using System.Diagnostics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

internal sealed class DictState<T>(Dictionary<string, T> entries)
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    public Dictionary<string, T> Entries { get; private set; } = entries;

    public DictOperation Apply(DictOperation operation, List<DictChange<T>>? changes)
    {
        switch (operation)
        {
            case DictOperation.Set set:
                return Set(set, changes);
            case DictOperation.Put put:
                return Put(put, changes);
            case DictOperation.Remove remove:
                if (!Entries.TryGetValue(remove.Key, out var removed))
                    throw new KeyNotFoundException($"There is no key '{remove.Key}'.");
                var inverse = new DictOperation.Put(remove.Address, remove.Key, Converter.ToValue(removed));
                Entries.Remove(remove.Key);
                changes?.Add(DictChange<T>.Removed(remove.Key, removed));
                return inverse;
            default:
                throw new UnreachableException();
        }
    }

    public ValueMap Capture() => ToMap(Entries);

    public static ValueMap ToMap(IEnumerable<KeyValuePair<string, T>> entries) =>
        ValueMap.Create(entries.Select(entry => KeyValuePair.Create(entry.Key, Converter.ToValue(entry.Value))));

    public static Dictionary<string, T> FromMap(ValueMap entries) =>
        entries.ToDictionary(entry => entry.Key, entry => Converter.FromValue(entry.Value));

    private DictOperation Put(DictOperation.Put put, List<DictChange<T>>? changes)
    {
        var value = Converter.FromValue(put.Value);
        if (Entries.TryGetValue(put.Key, out var old))
        {
            var inverse = put with { Value = Converter.ToValue(old) };
            Entries[put.Key] = value;
            changes?.Add(DictChange<T>.Replaced(put.Key, old, value));
            return inverse;
        }
        Entries.Add(put.Key, value);
        changes?.Add(DictChange<T>.Added(put.Key, value));
        return new DictOperation.Remove(put.Address, put.Key);
    }

    private DictOperation.Set Set(DictOperation.Set set, List<DictChange<T>>? changes)
    {
        var next = FromMap(set.Entries);
        var inverse = set with { Entries = Capture() };
        if (changes is not null)
            Tell(next, changes);
        Entries = next;
        return inverse;
    }

    private void Tell(Dictionary<string, T> next, List<DictChange<T>> changes)
    {
        foreach (var (key, old) in Entries)
        {
            if (!next.TryGetValue(key, out var value))
                changes.Add(DictChange<T>.Removed(key, old));
            else if (!Converter.Comparer.Equals(old, value))
                changes.Add(DictChange<T>.Replaced(key, old, value));
        }
        foreach (var (key, value) in next)
        {
            if (!Entries.ContainsKey(key))
                changes.Add(DictChange<T>.Added(key, value));
        }
    }
}
