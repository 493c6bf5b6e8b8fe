using System.Collections.Immutable;
using System.Diagnostics;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Kinds.Dict;

/// <summary>What takes a dict's operation back, while each entry that it touched is as it left it.</summary>
internal static class DictUndo
{
    public static TakenBack TakeBack(IReadOnlyDictionary<string, Values.Value> now, DictOperation operation, DictOperation inverse)
    {
        var touched = Touched(operation, inverse);
        foreach (var key in touched)
        {
            if (Entry(now, key) != After(operation, key))
                return TakenBack.Not($"the entry '{key}' was changed since");
        }
        // What others did to other entries of a dict that was replaced as a whole stays.
        return operation is DictOperation.Set set
            && (now.Count != set.Entries.Count || set.Entries.Any(entry => Entry(now, entry.Key) != entry.Value))
            ? TakenBack.By(Restore(inverse, touched))
            : TakenBack.By(inverse);
    }

    private static ImmutableArray<string> Touched(DictOperation operation, DictOperation inverse) => operation switch
    {
        DictOperation.Put put => [put.Key],
        DictOperation.Remove remove => [remove.Key],
        DictOperation.Patch patch => [.. patch.Removed, .. patch.Entries.Keys],
        DictOperation.Set set =>
        [
            .. set.Entries.Keys.Union(((DictOperation.Set)inverse).Entries.Keys).Where(key => After(operation, key) != After(inverse, key)),
        ],
        _ => throw new UnreachableException(),
    };

    private static Values.Value? After(DictOperation operation, string key) => operation switch
    {
        DictOperation.Put put => put.Value,
        DictOperation.Patch patch => Entry(patch.Entries, key),
        DictOperation.Set set => Entry(set.Entries, key),
        _ => null,
    };

    private static Values.Value? Entry(IReadOnlyDictionary<string, Values.Value> entries, string key) =>
        entries.TryGetValue(key, out var value) ? value : null;

    private static DictOperation.Patch Restore(DictOperation inverse, ImmutableArray<string> touched) => new(
        inverse.Address,
        [.. touched.Where(key => After(inverse, key) is null).Order(StringComparer.Ordinal)],
        ValueMap.Create(
            touched.Where(key => After(inverse, key) is not null).Select(key => KeyValuePair.Create(key, After(inverse, key)!.Value))));
}
