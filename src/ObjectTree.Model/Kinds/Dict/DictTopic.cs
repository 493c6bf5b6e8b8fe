using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a dict with text keys. Every call that changes it is one operation. Reading takes the tree's lock; enumerating, in
/// no meaningful order, runs over a copy, or, on a thread that holds the lock, over the dict itself. Where an object that is gone stands,
/// null is read.
/// </summary>
/// <typeparam name="T">The values' type: any that can travel, see <see cref="ValueConverters"/>.</typeparam>
public sealed class DictTopic<[DynamicallyAccessedMembers(ValueMembers.Kept)] T>
    : Topic<DictChange<T>>, IDictionary<string, T>, IReadOnlyDictionary<string, T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private DictState _state;

    /// <summary>Makes an empty dict.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public DictTopic() => _ = MayRefer; // refuses the type here, and not at the first use

    /// <summary>Makes a dict with first entries.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">A key occurs twice, or an entry cannot travel.</exception>
    public DictTopic(IEnumerable<KeyValuePair<string, T>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _state = new DictState(Write(entries));
    }

    /// <summary>
    /// All entries, as a copy. Setting them is one operation, with the new entries or with what differs, whichever is smaller; observers
    /// hear of the entries that differ. Setting equal entries is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">An entry cannot travel.</exception>
    public ImmutableDictionary<string, T> Value
    {
        get => Snapshot();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            using var scope = Lock();
            Become(Write(value));
        }
    }

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count
    {
        get
        {
            using var scope = Lock();
            return _state.Count;
        }
    }

    /// <summary>The keys at this moment.</summary>
    public ICollection<string> Keys
    {
        get
        {
            using var scope = Lock();
            return [.. _state.Entries.Keys];
        }
    }

    /// <summary>The values at this moment.</summary>
    public ICollection<T> Values
    {
        get
        {
            using var scope = Lock();
            return [.. _state.Entries.Values.Select(Read)];
        }
    }

    IEnumerable<string> IReadOnlyDictionary<string, T>.Keys => Keys;

    IEnumerable<T> IReadOnlyDictionary<string, T>.Values => Values;

    bool ICollection<KeyValuePair<string, T>>.IsReadOnly => false;

    private protected override TopicKind Kind => TopicKind.Dict;

    private protected override bool MayRefer => Converter.MayRefer;

    /// <summary>The value under a key. Setting adds or replaces; setting what is already there is no operation.</summary>
    /// <exception cref="KeyNotFoundException">Read, and there is no such key.</exception>
    /// <exception cref="ArgumentException">The key or the value cannot travel.</exception>
    public T this[string key]
    {
        get
        {
            using var scope = Lock();
            return _state.TryGet(key, out var value) ? Read(value) : throw new KeyNotFoundException($"There is no key '{key}'.");
        }
        set
        {
            Model.Values.Value.ThrowIfIllFormed(key);
            using var scope = Lock();
            var next = Converter.ToValue(value, Host);
            if (!_state.TryGet(key, out var old) || old != next)
                Write(new DictOperation.Put(Address, key, next));
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The key is there already, or the key or the value cannot travel.</exception>
    public void Add(string key, T value)
    {
        Model.Values.Value.ThrowIfIllFormed(key);
        using var scope = Lock();
        var next = Converter.ToValue(value, Host);
        if (_state.TryGet(key, out _))
            throw new ArgumentException($"The key '{key}' is there already.", nameof(key));
        Write(new DictOperation.Put(Address, key, next));
    }

    /// <summary>Removes a key. False: it is not there, and nothing happened.</summary>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var scope = Lock();
        if (!_state.TryGet(key, out _))
            return false;
        Write(new DictOperation.Remove(Address, key));
        return true;
    }

    /// <summary>
    /// Replaces a value by what <paramref name="update"/> makes of it. False: there is no such key. An equal value is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">The value cannot travel.</exception>
    public bool Update(string key, Func<T, T> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        using var scope = Lock();
        if (!TryGetValue(key, out var old))
            return false;
        var value = update(old);
        if (!Converter.Comparer.Equals(old, value))
            this[key] = value;
        return true;
    }

    /// <summary>
    /// Edits an ordinary dictionary with the same entries, under the tree's lock; the difference becomes one operation. When
    /// <paramref name="edit"/> throws, nothing has changed. A null in the copy stands for an object that is gone, and may stay.
    /// </summary>
    /// <exception cref="ArgumentException">An entry cannot travel.</exception>
    public void Batch(Action<Dictionary<string, T>> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        using var scope = Lock();
        var before = _state.Entries.ToDictionary(entry => entry.Key, entry => Read(entry.Value));
        var copy = new Dictionary<string, T>(before);
        edit(copy);
        Become(ValueMap.Create(copy.Select(entry => KeyValuePair.Create(entry.Key, Stays(entry) ?? Converter.ToValue(entry.Value, Host)))));

        Value? Stays(KeyValuePair<string, T> entry) =>
            before.TryGetValue(entry.Key, out var value) && Converter.Comparer.Equals(value, entry.Value)
                ? _state.Entries[entry.Key]
                : null;
    }

    /// <summary>Removes all entries, as one operation.</summary>
    public void Clear()
    {
        using var scope = Lock();
        Become(ValueMap.Empty);
    }

    /// <inheritdoc cref="IDictionary{TKey,TValue}.ContainsKey"/>
    public bool ContainsKey(string key)
    {
        using var scope = Lock();
        return _state.TryGet(key, out _);
    }

    /// <inheritdoc cref="IDictionary{TKey,TValue}.TryGetValue"/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        using var scope = Lock();
        var found = _state.TryGet(key, out var there);
        value = found ? Read(there) : default;
        return found;
    }

    /// <summary>All entries at this moment.</summary>
    public ImmutableDictionary<string, T> Snapshot()
    {
        using var scope = Lock();
        return _state.Entries.ToImmutableDictionary(entry => entry.Key, entry => Read(entry.Value));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Entries.Select(Read).GetEnumerator() : Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, T>>.Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, T>>.Contains(KeyValuePair<string, T> item)
    {
        using var scope = Lock();
        return _state.TryGet(item.Key, out var value) && Converter.TryToValue(item.Value, Host, out var wanted) && value == wanted;
    }

    bool ICollection<KeyValuePair<string, T>>.Remove(KeyValuePair<string, T> item)
    {
        using var scope = Lock();
        return ((ICollection<KeyValuePair<string, T>>)this).Contains(item) && Remove(item.Key);
    }

    void ICollection<KeyValuePair<string, T>>.CopyTo(KeyValuePair<string, T>[] array, int arrayIndex)
    {
        using var scope = Lock();
        _state.Entries.Select(Read).ToArray().CopyTo(array, arrayIndex);
    }

    private protected override TopicOperation Fit(TopicOperation operation)
    {
        var own = Own(operation);
        return Converter.Writes(own.HeldValues().AsSpan()) ? own : own.MapValues(Converter.Fit);
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<DictChange<T>>? changes)
    {
        var own = Own(operation);
        return changes is null
            ? _state.Apply(own, null)
            : ApplyAndType<DictChange<Value>>(own, changes, (one, told) => _state.Apply(Own(one), told), Typed);
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation) =>
        ConstraintCheck.Items(constraints, Own(operation).HeldValues().AsSpan(), () => _state.Entries.Values);

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var own = Own(operation);
        Converter.CheckReferences(own.HeldValues().AsSpan().ToArray(), Host);
        return own switch
        {
            DictOperation.Set set => DictDifference.Between(Address, _state.Entries, set.Entries),
            DictOperation.Put put when _state.TryGet(put.Key, out var old) && old == put.Value => null,
            DictOperation.Remove remove when !_state.TryGet(remove.Key, out _) => null,
            DictOperation.Patch patch => Reduce(patch),
            _ => own,
        };
    }

    /// <summary>What of a patch is still to be done; null: nothing.</summary>
    private DictOperation.Patch? Reduce(DictOperation.Patch patch)
    {
        ImmutableArray<string> removed =
            [.. patch.Removed.Where(key => _state.TryGet(key, out _) && !patch.Entries.ContainsKey(key)).Distinct()];
        var put = ValueMap.Create(patch.Entries.Where(entry => !_state.TryGet(entry.Key, out var old) || old != entry.Value));
        return removed.IsEmpty && put.Count == 0 ? null : patch with { Removed = removed, Entries = put };
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        DictUndo.TakeBack(_state.Entries, Own(operation), Own(inverse));

    private protected override Value Capture() => Model.Values.Value.FromMap(_state.Capture());

    private protected override long LeastSize => _state.Count;

    private protected override TopicOperation? Whole(Value state) => new DictOperation.Set(Address, state.AsMap());

    private protected override void Load(Value state) =>
        _state = new DictState(ValueMap.Create(state.AsMap().Select(entry => KeyValuePair.Create(entry.Key, Converter.Fit(entry.Value)))));

    private protected override void CheckReferences() => Converter.CheckReferences(_state.Entries.Select(entry => entry.Value), Host);

    private void Become(ValueMap entries)
    {
        if (DictDifference.Between(Address, _state.Entries, entries) is { } operation)
            Write(operation);
    }

    private T Read(Value value) => Converter.FromValue(value, Host);

    private KeyValuePair<string, T> Read(KeyValuePair<string, Value> entry) => KeyValuePair.Create(entry.Key, Read(entry.Value));

    private ValueMap Write(IEnumerable<KeyValuePair<string, T>> entries) =>
        ValueMap.Create(entries.Select(entry => KeyValuePair.Create(entry.Key, Converter.ToValue(entry.Value, Host))));

    private DictChange<T> Typed(DictChange<Value> change) => new(
        change.Kind,
        change.Key,
        change.Kind == DictChangeKind.Added ? default : Read(change.Old),
        change.Kind == DictChangeKind.Removed ? default : Read(change.New));

    private DictOperation Own(TopicOperation operation) => operation as DictOperation ?? throw WrongOperation.For(Kind, operation);
}
