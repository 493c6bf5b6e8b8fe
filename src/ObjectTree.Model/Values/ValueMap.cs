using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ObjectTree.Model.Values;

/// <summary>
/// Immutable values by text key. Kept and enumerated in ascending UTF-16 code unit order of the keys; equality is by content.
/// </summary>
public sealed class ValueMap : IReadOnlyDictionary<string, Value>, IEquatable<ValueMap>
{
    private readonly KeyValuePair<string, Value>[] _entries;

    private ValueMap(KeyValuePair<string, Value>[] entries) => _entries = entries;

    /// <summary>The map without entries.</summary>
    public static ValueMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<Value> Values => _entries.Select(entry => entry.Value);

    /// <inheritdoc/>
    public Value this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no key '{key}'.");

    /// <summary>Makes a map of entries in any order.</summary>
    /// <exception cref="ArgumentException">A key occurs twice, or has a lone surrogate.</exception>
    public static ValueMap Create(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var i = 0; i < sorted.Length; i++)
        {
            Value.ThrowIfIllFormed(sorted[i].Key);
            if (i > 0 && sorted[i - 1].Key == sorted[i].Key)
                throw new ArgumentException($"The key '{sorted[i].Key}' occurs twice.", nameof(entries));
        }
        return sorted.Length == 0 ? Empty : new ValueMap(sorted);
    }

    /// <summary>The entries in order; to go through them takes no memory.</summary>
    public ReadOnlySpan<KeyValuePair<string, Value>> AsSpan() => _entries;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Value value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var place = Find(key);
        value = place < 0 ? default : _entries[place].Value;
        return place >= 0;
    }

    /// <summary>The map with one entry more, or another value under a key that is there.</summary>
    internal ValueMap With(string key, Value value)
    {
        var place = Find(key);
        var entry = KeyValuePair.Create(key, value);
        if (place >= 0)
        {
            var changed = (KeyValuePair<string, Value>[])_entries.Clone();
            changed[place] = entry;
            return new ValueMap(changed);
        }
        Value.ThrowIfIllFormed(key);
        return new ValueMap([.. _entries.AsSpan(0, ~place), entry, .. _entries.AsSpan(~place)]);
    }

    /// <summary>The map without a key that is there.</summary>
    internal ValueMap Without(string key)
    {
        var place = Find(key);
        return _entries.Length == 1 ? Empty : new ValueMap([.. _entries.AsSpan(0, place), .. _entries.AsSpan(place + 1)]);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, Value>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueMap? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _entries.Aggregate(_entries.Length, static (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", _entries.Select(entry => $"\"{entry.Key}\": {entry.Value}"))}}}";

    /// <summary>The place of a key; when it is not there, the complement of the place where it would be.</summary>
    private int Find(string key)
    {
        var (low, high) = (0, _entries.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_entries[middle].Key, key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
