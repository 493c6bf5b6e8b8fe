using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

/// <summary>
/// One operation with the effect of several on a dict. Two when a key came and went, and nothing tells whether it was there before: only
/// what is there can be removed, so it comes and goes again.
/// </summary>
internal sealed class DictMerge
{
    private readonly Dictionary<string, Entry> _touched = [];
    private Dictionary<string, Values.Value>? _whole; // null: what was there before counts

    public static IReadOnlyList<DictOperation> Of(IReadOnlyList<TopicOperation> operations)
    {
        var merge = new DictMerge();
        foreach (var operation in operations)
            merge.Add((DictOperation)operation);
        return merge.Result(operations[0].Address);
    }

    private void Add(DictOperation operation)
    {
        switch (operation)
        {
            case DictOperation.Set set:
                _whole = new Dictionary<string, Values.Value>(set.Entries);
                break;
            case DictOperation.Put put:
                Put(put.Key, put.Value);
                break;
            case DictOperation.Remove remove:
                Remove(remove.Key);
                break;
            case DictOperation.Patch patch:
                foreach (var key in patch.Removed)
                    Remove(key);
                foreach (var (key, value) in patch.Entries)
                    Put(key, value);
                break;
        }
    }

    private void Put(string key, Values.Value value)
    {
        if (_whole is not null)
            _whole[key] = value;
        else
            _touched[key] = new Entry(value, IsThere: true, WasThere: _touched.TryGetValue(key, out var entry) && entry.WasThere);
    }

    private void Remove(string key)
    {
        if (_whole is not null)
            _whole.Remove(key);
        else
        {
            _touched[key] = _touched.TryGetValue(key, out var entry)
                ? entry with { IsThere = false }
                : new Entry(default, IsThere: false, WasThere: true);
        }
    }

    private IReadOnlyList<DictOperation> Result(AttributeAddress address)
    {
        if (_whole is not null)
            return [new DictOperation.Set(address, ValueMap.Create(_whole))];
        ImmutableArray<string> removed = Keys(entry => entry is { IsThere: false, WasThere: true });
        ImmutableArray<string> passing = Keys(entry => entry is { IsThere: false, WasThere: false });
        var put = ValueMap.Create(
            _touched.Where(one => one.Value is not { IsThere: false, WasThere: true })
                .Select(one => KeyValuePair.Create(one.Key, one.Value.Value)));
        var first = Patch(address, removed, put);
        return passing.IsEmpty ? [first] : [first, Patch(address, passing, ValueMap.Empty)];
    }

    private ImmutableArray<string> Keys(Func<Entry, bool> fits) =>
        [.. _touched.Where(one => fits(one.Value)).Select(one => one.Key).Order(StringComparer.Ordinal)];

    private static DictOperation Patch(
        AttributeAddress address, ImmutableArray<string> removed, ValueMap put) => (removed.Length, put.Count) switch
        {
            (1, 0) => new DictOperation.Remove(address, removed[0]),
            (0, 1) => new DictOperation.Put(address, put.Keys.First(), put.Values.First()),
            _ => new DictOperation.Patch(address, removed, put),
        };

    /// <param name="Value">What was put last.</param>
    /// <param name="IsThere">Whether the key is there in the end.</param>
    /// <param name="WasThere">Whether it is known to have been there before.</param>
    private readonly record struct Entry(Values.Value Value, bool IsThere, bool WasThere);
}
