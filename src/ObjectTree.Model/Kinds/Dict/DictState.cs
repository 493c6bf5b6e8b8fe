using System.Collections.Immutable;
using System.Diagnostics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

internal struct DictState
{
    private static readonly Dictionary<string, Values.Value> None = []; // nobody adds to it

    private Dictionary<string, Values.Value>? _entries; // made when first needed: most dicts of most objects are empty

    public DictState(ValueMap entries) => Replace(entries);

    /// <summary>The entries themselves.</summary>
    public readonly IReadOnlyDictionary<string, Values.Value> Entries => _entries ?? None;

    public readonly int Count => _entries?.Count ?? 0;

    public readonly ValueMap Capture() => ValueMap.Create(Entries);

    public readonly bool TryGet(string key, out Values.Value value) => (_entries ?? None).TryGetValue(key, out value);

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
                return Put(put.Key, put.Value, changes) is { } old ? put with { Value = old } : new DictOperation.Remove(put.Address, put.Key);
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
            _entries![key] = value;
            changes?.Add(DictChange<Values.Value>.Replaced(key, old, value));
            return old;
        }
        (_entries ??= []).Add(key, value);
        changes?.Add(DictChange<Values.Value>.Added(key, value));
        return null;
    }

    private readonly void Remove(string key, Values.Value removed, List<DictChange<Values.Value>>? changes)
    {
        _entries!.Remove(key);
        changes?.Add(DictChange<Values.Value>.Removed(key, removed));
    }

    private void Replace(ValueMap entries) => _entries = entries.Count == 0 ? null : new Dictionary<string, Values.Value>(entries);
}
