using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a dict with text keys. Every call that changes it is one operation. Reading takes the tree's lock; enumerating, in no
/// meaningful order, runs over a copy, or, on a thread that holds the lock, over the dict itself.
/// </summary>
/// <typeparam name="T">The values' type: bool, an integer type up to long, float, double or string.</typeparam>
public sealed class DictTopic<T> : Topic<DictChange<T>>, IDictionary<string, T>, IReadOnlyDictionary<string, T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private DictState<T> _state;

    /// <summary>Makes an empty dict.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public DictTopic()
        : this([])
    {
    }

    /// <summary>Makes a dict with first entries.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">A key occurs twice, or an entry cannot travel.</exception>
    public DictTopic(IEnumerable<KeyValuePair<string, T>> entries) =>
        _state = new DictState<T>(DictState<T>.FromMap(DictState<T>.ToMap(entries)));

    /// <summary>All entries, as a copy. Setting equal entries is no operation; observers hear of the entries that differ.</summary>
    /// <exception cref="ArgumentException">An entry cannot travel.</exception>
    public ImmutableDictionary<string, T> Value
    {
        get => Snapshot();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Replace(DictState<T>.ToMap(value));
        }
    }

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count
    {
        get
        {
            using var scope = Lock();
            return _state.Entries.Count;
        }
    }

    /// <summary>The keys at this moment.</summary>
    public ICollection<string> Keys => [.. Snapshot().Keys];

    /// <summary>The values at this moment.</summary>
    public ICollection<T> Values => [.. Snapshot().Values];

    IEnumerable<string> IReadOnlyDictionary<string, T>.Keys => Keys;

    IEnumerable<T> IReadOnlyDictionary<string, T>.Values => Values;

    bool ICollection<KeyValuePair<string, T>>.IsReadOnly => false;

    private protected override TopicKind Kind => TopicKind.Dict;

    /// <summary>The value under a key. Setting adds or replaces; setting what is already there is no operation.</summary>
    /// <exception cref="KeyNotFoundException">Read, and there is no such key.</exception>
    /// <exception cref="ArgumentException">The key or the value cannot travel.</exception>
    public T this[string key]
    {
        get
        {
            using var scope = Lock();
            return _state.Entries[key];
        }
        set
        {
            Model.Values.Value.ThrowIfIllFormed(key);
            var next = Converter.ToValue(value);
            using var scope = Lock();
            if (!_state.Entries.TryGetValue(key, out var old) || Converter.ToValue(old) != next)
                Write(new DictOperation.Put(Address, key, next));
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The key is there already, or the key or the value cannot travel.</exception>
    public void Add(string key, T value)
    {
        Model.Values.Value.ThrowIfIllFormed(key);
        var next = Converter.ToValue(value);
        using var scope = Lock();
        if (_state.Entries.ContainsKey(key))
            throw new ArgumentException($"The key '{key}' is there already.", nameof(key));
        Write(new DictOperation.Put(Address, key, next));
    }

    /// <summary>Removes a key. False: it is not there, and nothing happened.</summary>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var scope = Lock();
        if (!_state.Entries.ContainsKey(key))
            return false;
        Write(new DictOperation.Remove(Address, key));
        return true;
    }

    /// <summary>Removes all entries, as one operation.</summary>
    public void Clear() => Replace(ValueMap.Empty);

    /// <inheritdoc cref="IDictionary{TKey,TValue}.ContainsKey"/>
    public bool ContainsKey(string key)
    {
        using var scope = Lock();
        return _state.Entries.ContainsKey(key);
    }

    /// <inheritdoc cref="IDictionary{TKey,TValue}.TryGetValue"/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        using var scope = Lock();
        return _state.Entries.TryGetValue(key, out value);
    }

    /// <summary>All entries at this moment.</summary>
    public ImmutableDictionary<string, T> Snapshot()
    {
        using var scope = Lock();
        return _state.Entries.ToImmutableDictionary();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Entries.GetEnumerator() : Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, T>>.Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, T>>.Contains(KeyValuePair<string, T> item) =>
        TryGetValue(item.Key, out var value) && Converter.Comparer.Equals(value, item.Value);

    bool ICollection<KeyValuePair<string, T>>.Remove(KeyValuePair<string, T> item)
    {
        using var scope = Lock();
        return ((ICollection<KeyValuePair<string, T>>)this).Contains(item) && Remove(item.Key);
    }

    void ICollection<KeyValuePair<string, T>>.CopyTo(KeyValuePair<string, T>[] array, int arrayIndex)
    {
        using var scope = Lock();
        ((ICollection<KeyValuePair<string, T>>)_state.Entries).CopyTo(array, arrayIndex);
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<DictChange<T>>? changes) =>
        _state.Apply(Own(operation), changes);

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, IReadOnlyList<AppliedOperation> later) =>
        DictUndo.TakeBack(_state.Capture(), Own(operation), Own(inverse));

    private protected override Value Capture() => Model.Values.Value.FromMap(_state.Capture());

    private protected override void Load(Value state) => _state = new DictState<T>(DictState<T>.FromMap(state.AsMap()));

    private void Replace(ValueMap next)
    {
        using var scope = Lock();
        if (!next.Equals(_state.Capture()))
            Write(new DictOperation.Set(Address, next));
    }

    private DictOperation Own(TopicOperation operation) => operation as DictOperation ?? throw WrongOperation.For(Kind, operation);
}
