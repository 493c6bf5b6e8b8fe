using System.Collections;
using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a set. Every call that changes it is one operation. Reading takes the tree's lock; enumerating, in no meaningful order,
/// runs over a copy, or, on a thread that holds the lock, over the set itself.
/// </summary>
/// <typeparam name="T">The items' type: bool, an integer type up to long, float, double or string.</typeparam>
public sealed class SetTopic<T> : Topic<SetChange<T>>, ISet<T>, IReadOnlySet<T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private SetState<T> _state;

    /// <summary>Makes an empty set.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public SetTopic()
        : this([])
    {
    }

    /// <summary>Makes a set with first items.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public SetTopic(IEnumerable<T> items) => _state = new SetState<T>(SetState<T>.FromValue(SetState<T>.ToValue(items)));

    /// <summary>All items, as a copy. Setting equal items is no operation; observers hear of the items that differ.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ImmutableHashSet<T> Value
    {
        get => Snapshot();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Replace(value);
        }
    }

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count
    {
        get
        {
            using var scope = Lock();
            return _state.Items.Count;
        }
    }

    bool ICollection<T>.IsReadOnly => false;

    private protected override TopicKind Kind => TopicKind.Set;

    /// <summary>Adds an item. False: it is there already, and nothing happened.</summary>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public bool Add(T item)
    {
        var value = Converter.ToValue(item);
        using var scope = Lock();
        if (_state.Items.Contains(item))
            return false;
        Write(new SetOperation.Add(Address, value));
        return true;
    }

    void ICollection<T>.Add(T item) => Add(item);

    /// <summary>Removes an item. False: it is not there, and nothing happened.</summary>
    public bool Remove(T item)
    {
        using var scope = Lock();
        if (!_state.Items.Contains(item))
            return false;
        Write(new SetOperation.Remove(Address, Converter.ToValue(item)));
        return true;
    }

    /// <summary>Removes all items, as one operation.</summary>
    public void Clear() => Replace([]);

    /// <inheritdoc cref="ICollection{T}.Contains"/>
    public bool Contains(T item)
    {
        using var scope = Lock();
        return _state.Items.Contains(item);
    }

    /// <inheritdoc/>
    public void UnionWith(IEnumerable<T> other) => Change(set => set.UnionWith(other));

    /// <inheritdoc/>
    public void IntersectWith(IEnumerable<T> other) => Change(set => set.IntersectWith(other));

    /// <inheritdoc/>
    public void ExceptWith(IEnumerable<T> other) => Change(set => set.ExceptWith(other));

    /// <inheritdoc/>
    public void SymmetricExceptWith(IEnumerable<T> other) => Change(set => set.SymmetricExceptWith(other));

    /// <inheritdoc cref="ISet{T}.IsSubsetOf"/>
    public bool IsSubsetOf(IEnumerable<T> other) => Snapshot().IsSubsetOf(other);

    /// <inheritdoc cref="ISet{T}.IsSupersetOf"/>
    public bool IsSupersetOf(IEnumerable<T> other) => Snapshot().IsSupersetOf(other);

    /// <inheritdoc cref="ISet{T}.IsProperSupersetOf"/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => Snapshot().IsProperSupersetOf(other);

    /// <inheritdoc cref="ISet{T}.IsProperSubsetOf"/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => Snapshot().IsProperSubsetOf(other);

    /// <inheritdoc cref="ISet{T}.Overlaps"/>
    public bool Overlaps(IEnumerable<T> other) => Snapshot().Overlaps(other);

    /// <inheritdoc cref="ISet{T}.SetEquals"/>
    public bool SetEquals(IEnumerable<T> other) => Snapshot().SetEquals(other);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex)
    {
        using var scope = Lock();
        _state.Items.CopyTo(array, arrayIndex);
    }

    /// <summary>All items at this moment.</summary>
    public ImmutableHashSet<T> Snapshot()
    {
        using var scope = Lock();
        return _state.Items.ToImmutableHashSet(Converter.Comparer);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Items.GetEnumerator() : Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override TopicOperation Apply(TopicOperation operation, List<SetChange<T>>? changes) =>
        _state.Apply(Own(operation), changes);

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, IReadOnlyList<AppliedOperation> later) =>
        SetUndo.TakeBack(_state.Capture().AsArray().ToHashSet(), Own(operation), Own(inverse));

    private protected override Value Capture() => _state.Capture();

    private protected override void Load(Value state) => _state = new SetState<T>(SetState<T>.FromValue(state));

    private void Change(Action<HashSet<T>> change)
    {
        using var scope = Lock();
        var next = new HashSet<T>(_state.Items, Converter.Comparer);
        change(next);
        Replace(next);
    }

    private void Replace(IEnumerable<T> items)
    {
        var next = SetState<T>.ToValue(items);
        using var scope = Lock();
        if (next != _state.Capture())
            Write(new SetOperation.Set(Address, next));
    }

    private SetOperation Own(TopicOperation operation) => operation as SetOperation ?? throw WrongOperation.For(Kind, operation);
}
