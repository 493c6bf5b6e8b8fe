using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a set. Every call that changes it is one operation. Reading takes the tree's lock; enumerating, in no meaningful
/// order, runs over a copy, or, on a thread that holds the lock, over the set itself. For objects that are gone null is read.
/// </summary>
/// <typeparam name="T">The items' type: any that can travel, see <see cref="ValueConverters"/>.</typeparam>
public sealed class SetTopic<[DynamicallyAccessedMembers(ValueMembers.Kept)] T> : Topic<SetChange<T>>, ISet<T>, IReadOnlySet<T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private SetState _state;

    /// <summary>Makes an empty set.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public SetTopic() => _ = MayRefer; // refuses the type here, and not at the first use

    /// <summary>Makes a set with first items.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public SetTopic(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _state = new SetState(items.Select(item => Converter.ToValue(item, null)).Distinct());
    }

    /// <summary>
    /// All items, as a copy. Setting them is one operation, with the new items or with what differs, whichever is smaller; observers hear
    /// of the items that differ. Setting equal items is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ImmutableHashSet<T> Value
    {
        get => Snapshot();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            using var scope = Lock();
            Become([.. value.Select(Write)]);
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

    bool ICollection<T>.IsReadOnly => false;

    private protected override TopicKind Kind => TopicKind.Set;

    private protected override bool MayRefer => Converter.MayRefer;

    /// <summary>Adds an item. False: it is there already, and nothing happened.</summary>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public bool Add(T item)
    {
        using var scope = Lock();
        var value = Write(item);
        if (_state.Items.Contains(value))
            return false;
        Write(new SetOperation.Add(Address, value));
        return true;
    }

    void ICollection<T>.Add(T item) => Add(item);

    /// <summary>Removes an item. False: it is not there, and nothing happened.</summary>
    public bool Remove(T item)
    {
        using var scope = Lock();
        if (!Converter.TryToValue(item, Host, out var value) || !_state.Items.Contains(value))
            return false;
        Write(new SetOperation.Remove(Address, value));
        return true;
    }

    /// <summary>
    /// Edits an ordinary set with the same items, under the tree's lock; the difference becomes one operation. When <paramref name="edit"/>
    /// throws, nothing has changed. A null in the copy stands for all objects that are gone, and may stay.
    /// </summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void Batch(Action<HashSet<T>> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        using var scope = Lock();
        var before = _state.Items.Select(value => (Value: value, Item: Read(value))).ToList();
        var known = before.Select(one => one.Item).ToHashSet(Converter.Comparer);
        var copy = new HashSet<T>(known, Converter.Comparer);
        edit(copy);
        var stays = before.Where(one => copy.Contains(one.Item)).Select(one => one.Value).ToHashSet();
        stays.UnionWith(copy.Where(item => !known.Contains(item)).Select(Write));
        Become(stays);
    }

    /// <summary>Removes all items, as one operation.</summary>
    public void Clear()
    {
        using var scope = Lock();
        Become([]);
    }

    /// <inheritdoc cref="ICollection{T}.Contains"/>
    public bool Contains(T item)
    {
        using var scope = Lock();
        return Converter.TryToValue(item, Host, out var value) && _state.Items.Contains(value);
    }

    /// <summary>Adds items, as one operation.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void UnionWith(IEnumerable<T> other) => Change(other, item => Write(item), static (items, others) => items.UnionWith(others));

    /// <summary>Removes all items but these, as one operation.</summary>
    public void IntersectWith(IEnumerable<T> other) => Change(other, Find, static (items, others) => items.IntersectWith(others));

    /// <summary>Removes items, as one operation.</summary>
    public void ExceptWith(IEnumerable<T> other) => Change(other, Find, static (items, others) => items.ExceptWith(others));

    /// <summary>Removes those of the items that are there and adds the others, as one operation.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void SymmetricExceptWith(IEnumerable<T> other) =>
        Change(other, item => Write(item), static (items, others) => items.SymmetricExceptWith(others));

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
        _state.Items.Select(Read).ToArray().CopyTo(array, arrayIndex);
    }

    /// <summary>All items at this moment.</summary>
    public ImmutableHashSet<T> Snapshot()
    {
        using var scope = Lock();
        return _state.Items.Select(Read).ToImmutableHashSet(Converter.Comparer);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Items.Select(Read).GetEnumerator() : Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override TopicOperation Fit(TopicOperation operation)
    {
        var own = Own(operation);
        return Converter.Writes(own.HeldValues().AsSpan()) ? own : own.MapValues(Converter.Fit);
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<SetChange<T>>? changes)
    {
        var own = Own(operation);
        return changes is null
            ? _state.Apply(own, null)
            : ApplyAndType<SetChange<Value>>(
                own, changes, (one, told) => _state.Apply(Own(one), told), change => new SetChange<T>(change.Kind, Read(change.Item)));
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation) =>
        ConstraintCheck.Items(constraints, Own(operation).Entering.AsSpan(), () => _state.Items);

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var own = Own(operation);
        Converter.CheckReferences(own.Entering.AsSpan().ToArray(), Host);
        return own switch
        {
            SetOperation.Set set => SetDifference.Between(Address, _state.Items, set.Items.AsArray().ToHashSet()),
            SetOperation.Add add when _state.Items.Contains(add.Item) => null,
            SetOperation.Remove remove when !_state.Items.Contains(remove.Item) => null,
            SetOperation.Patch patch => Reduce(patch),
            _ => own,
        };
    }

    /// <summary>What of a patch is still to be done; null: nothing.</summary>
    private SetOperation.Patch? Reduce(SetOperation.Patch patch)
    {
        ImmutableArray<Value> removed = [.. patch.Removed.AsArray().Where(_state.Items.Contains).Distinct()];
        ImmutableArray<Value> added = [.. patch.Added.AsArray().Where(item => !_state.Items.Contains(item)).Distinct()];
        return removed.IsEmpty && added.IsEmpty
            ? null
            : patch with { Removed = Model.Values.Value.FromArray(removed), Added = Model.Values.Value.FromArray(added) };
    }

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        SetUndo.TakeBack(_state.Items, Own(operation), Own(inverse));

    private protected override Value Capture() => _state.Capture();

    private protected override long LeastSize => _state.Count;

    private protected override TopicOperation? Whole(Value state) => new SetOperation.Set(Address, state);

    private protected override void Load(Value state) => _state = new SetState(state.AsArray().Select(Converter.Fit));

    private protected override void CheckReferences() => Converter.CheckReferences(_state.Items, Host);

    private void Change(IEnumerable<T> other, Func<T, Value?> find, Action<HashSet<Value>, IEnumerable<Value>> change)
    {
        ArgumentNullException.ThrowIfNull(other);
        T[] others = ReferenceEquals(other, this) ? [] : [.. other]; // what enumerates is not ours: before the lock is taken
        using var scope = Lock();
        var next = _state.Items.ToHashSet();
        change(next, ReferenceEquals(other, this) ? _state.Items : others.Select(find).OfType<Value>());
        Become(next);
    }

    private void Become(HashSet<Value> items)
    {
        if (SetDifference.Between(Address, _state.Items, items) is { } operation)
            Write(operation);
    }

    private T Read(Value value) => Converter.FromValue(value, Host);

    private Value Write(T item) => Converter.ToValue(item, Host);

    private Value? Find(T item) => Converter.TryToValue(item, Host, out var value) ? value : null;

    private SetOperation Own(TopicOperation operation) => operation as SetOperation ?? throw WrongOperation.For(Kind, operation);
}
