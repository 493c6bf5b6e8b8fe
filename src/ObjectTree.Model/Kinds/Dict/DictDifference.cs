using System.Collections.Immutable;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

/// <summary>What turns a dict into another.</summary>
internal static class DictDifference
{
    /// <summary>As it is written shortest; null when they are equal.</summary>
    public static DictOperation? Between(AttributeAddress address, IReadOnlyDictionary<string, Values.Value> old, ValueMap next)
    {
        ImmutableArray<string> removed = [.. Removed(old, next)];
        var put = ValueMap.Create(next.Where(entry => !old.TryGetValue(entry.Key, out var value) || value != entry.Value));
        if (removed.IsEmpty && put.Count == 0)
            return null;
        return ValueSize.OfLength(removed.Length) + removed.Sum(ValueSize.OfText) + ValueSize.OfMap(put) < ValueSize.OfMap(next)
            ? new DictOperation.Patch(address, removed, put)
            : new DictOperation.Set(address, next);
    }

    /// <summary>Tells the replacement of a whole dict entry by entry.</summary>
    public static void Tell(IReadOnlyDictionary<string, Values.Value> old, ValueMap next, List<DictChange<Values.Value>> changes)
    {
        foreach (var key in Removed(old, next))
            changes.Add(DictChange<Values.Value>.Removed(key, old[key]));
        foreach (var (key, value) in next)
        {
            if (!old.TryGetValue(key, out var was))
                changes.Add(DictChange<Values.Value>.Added(key, value));
            else if (was != value)
                changes.Add(DictChange<Values.Value>.Replaced(key, was, value));
        }
    }

    private static IEnumerable<string> Removed(IReadOnlyDictionary<string, Values.Value> old, ValueMap next) =>
        old.Keys.Where(key => !next.ContainsKey(key)).Order(StringComparer.Ordinal);
}
