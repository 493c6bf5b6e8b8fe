using System.Collections.Immutable;
using System.Diagnostics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

internal struct DictState
{
    /// <summary>
    /// Up to so many entries an immutable map takes half the memory, can be captured as it is, and is copied quickly enough.
    /// </summary>
    private const int MostInMap = 8;

    // A ValueMap, or a Dictionary when there are more entries. Null: none, as in most dicts of most objects.
    private IReadOnlyDictionary<string, Values.Value>? _entries;

    public DictState(ValueMap entries) => Replace(entries);

    /// <summary>The entries themselves.</summary>
    public readonly IReadOnlyDictionary<string, Values.Value> Entries => _entries ?? ValueMap.Empty;

    public readonly int Count => _entries?.Count ?? 0;

    public readonly ValueMap Capture() => Entries as ValueMap ?? ValueMap.Create(Entries);

    public readonly bool TryGet(string key, out Values.Value value) => Entries.TryGetValue(key, out value);

    public DictOperation Apply(DictOperation operation, List<DictChange<Values.Value>>? changes)
    {
        switch (operation)
        {
            case DictOperation.Set set:
                var inverse = set with { Entries = Capture() };
                if (changes is not null)
                    DictDifference.Tell(Entries, set.Entries, changes);
                Replace(set.Entries);
                return inverse;
            case DictOperation.Put put:
                return Put(put.Key, put.Value, changes) is { } old
                    ? put with { Value = old }
                    : new DictOperation.Remove(put.Address, put.Key);
            case DictOperation.Remove remove:
                if (!TryGet(remove.Key, out var removed))
                    throw new KeyNotFoundException($"There is no key '{remove.Key}'.");
                Remove(remove.Key, removed, changes);
                return new DictOperation.Put(remove.Address, remove.Key, removed);
            case DictOperation.Patch patch:
                return Patch(patch, changes);
            default:
                throw new UnreachableException();
        }
    }

    private DictOperation.Patch Patch(DictOperation.Patch patch, List<DictChange<Values.Value>>? changes)
    {
        var back = new Dictionary<string, Values.Value>();
        foreach (var key in patch.Removed)
        {
            if (!TryGet(key, out var removed) || !back.TryAdd(key, removed))
                throw new ArgumentException($"The Patch removes the key '{key}', which is not there.", nameof(patch));
            if (patch.Entries.ContainsKey(key))
                throw new ArgumentException($"The Patch both removes and puts the key '{key}'.", nameof(patch));
        }
        var come = ImmutableArray.CreateBuilder<string>();
        foreach (var (key, removed) in back)
            Remove(key, removed, changes);
        foreach (var (key, value) in patch.Entries) // in the order of the keys, so that what comes is sorted
        {
            if (Put(key, value, changes) is { } old)
                back.Add(key, old);
            else
                come.Add(key);
        }
        return patch with { Removed = come.ToImmutable(), Entries = ValueMap.Create(back) };
    }

    private Values.Value? Put(string key, Values.Value value, List<DictChange<Values.Value>>? changes)
    {
        if (TryGet(key, out var old))
        {
            Write(key, value);
            changes?.Add(DictChange<Values.Value>.Replaced(key, old, value));
            return old;
        }
        Write(key, value);
        changes?.Add(DictChange<Values.Value>.Added(key, value));
        return null;
    }

    private void Remove(string key, Values.Value removed, List<DictChange<Values.Value>>? changes)
    {
        if (_entries is Dictionary<string, Values.Value> many)
            many.Remove(key);
        else
            _entries = ((ValueMap)_entries!).Without(key);
        changes?.Add(DictChange<Values.Value>.Removed(key, removed));
    }

    private void Write(string key, Values.Value value)
    {
        if (Entries is ValueMap few)
        {
            _entries = few.Count < MostInMap || few.ContainsKey(key)
                ? few.With(key, value)
                : new Dictionary<string, Values.Value>(few) { [key] = value };
        }
        else
            ((Dictionary<string, Values.Value>)_entries!)[key] = value;
    }

    private void Replace(ValueMap entries) =>
        _entries = entries.Count == 0 ? null : entries.Count <= MostInMap ? entries : new Dictionary<string, Values.Value>(entries);
}
