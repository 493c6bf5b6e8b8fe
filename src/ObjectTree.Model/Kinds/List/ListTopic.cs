using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a list. Every call is one operation. Reading takes the tree's lock; enumerating runs over a copy, or, on a thread
/// that holds the lock, over the list itself. Where an object that is gone stands, null is read.
/// </summary>
/// <typeparam name="T">The items' type: any that can travel, see <see cref="ValueConverters"/>.</typeparam>
public sealed class ListTopic<[DynamicallyAccessedMembers(ValueMembers.Kept)] T> : Topic<ListChange<T>>, IList<T>, IReadOnlyList<T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private static readonly ImmutableArray<Constraint> OnlyUnique = [Constraint.Unique("The list has this item already.")];

    private ListState _state;

    /// <summary>Makes an empty list.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public ListTopic() => _ = MayRefer; // refuses the type here, and not at the first use

    /// <summary>Makes a list with first items.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ListTopic(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _state = new ListState([.. items.Select(item => Converter.ToValue(item, null))]);
    }

    /// <summary>
    /// All items, as a copy. Setting them is one operation, with the new items or with what differs, whichever is smaller; observers hear
    /// of the items that differ. Setting equal items is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ImmutableArray<T> Value
    {
        get => Snapshot();
        set
        {
            using var scope = Lock();
            Become(value.IsDefault ? [] : Write(value.AsSpan()));
        }
    }

    /// <summary>
    /// Whether changes that bring in an item twice are refused with VALIDATION, on the server and, when clients write, in them before they
    /// send; by content, and first items are not asked. All objects of a class say the same. A client is told with the class: one that
    /// knew the class before its first object was made leaves it to the server. By default false.
    /// </summary>
    public bool Unique { get; init; }

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

    private protected override TopicKind Kind => TopicKind.List;

    private protected override ImmutableArray<Constraint> Constraints => Unique ? OnlyUnique : [];

    private protected override bool MayRefer => Converter.MayRefer;

    private protected override bool HasPlaces => true;

    /// <summary>The item at a place. Setting what is already there is no operation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the list.</exception>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public T this[int index]
    {
        get
        {
            using var scope = Lock();
            return Read(At(index));
        }
        set
        {
            using var scope = Lock();
            var item = Converter.ToValue(value, Host);
            if (At(index) != item)
                Write(new ListOperation.Replace(Address, index, item));
        }
    }

    /// <summary>Appends an item.</summary>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public void Add(T item)
    {
        using var scope = Lock();
        Write(new ListOperation.Insert(Address, _state.Count, Converter.ToValue(item, Host)));
    }

    /// <summary>Appends items, as one operation.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void AddRange(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        T[] added = [.. items]; // what enumerates is not ours: before the lock is taken
        using var scope = Lock();
        var values = Write(added);
        if (values.Length > 0)
            Write(new ListOperation.InsertRange(Address, _state.Count, Model.Values.Value.FromArray(values)));
    }

    /// <summary>Inserts an item before another; the count appends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the list.</exception>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public void Insert(int index, T item)
    {
        using var scope = Lock();
        Write(new ListOperation.Insert(Address, index, Converter.ToValue(item, Host)));
    }

    /// <summary>Removes the item at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the list.</exception>
    public void RemoveAt(int index)
    {
        using var scope = Lock();
        Write(new ListOperation.RemoveRange(Address, index, 1));
    }

    /// <summary>Removes the first item that equals this one. False: there is none.</summary>
    public bool Remove(T item)
    {
        using var scope = Lock();
        var index = IndexOf(item);
        if (index >= 0)
            RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Moves an item. Moving it to where it is is no operation.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it is to be, counted after it was taken out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside the list.</exception>
    public void Move(int from, int to)
    {
        using var scope = Lock();
        if (from != to || (uint)from >= (uint)_state.Count)
            Write(new ListOperation.Move(Address, from, to));
    }

    /// <summary>
    /// Replaces an item by what <paramref name="update"/> makes of it. False: the place is outside the list. An equal item is no operation.
    /// </summary>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public bool Update(int index, Func<T, T> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        using var scope = Lock();
        if ((uint)index >= (uint)_state.Count)
            return false;
        var old = this[index];
        var item = update(old);
        if (!Converter.Comparer.Equals(old, item))
            this[index] = item;
        return true;
    }

    /// <summary>
    /// Edits an ordinary list with the same items, under the tree's lock; the difference becomes one operation. When
    /// <paramref name="edit"/> throws, nothing has changed. A null in the copy stands for an object that is gone, and may stay.
    /// </summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void Batch(Action<List<T>> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        using var scope = Lock();
        var kept = new KeptReferences<T>(Converter, Host);
        var copy = new List<T>(_state.Count);
        foreach (var item in _state.Items)
            copy.Add(kept.Read(item));
        edit(copy);
        Become([.. copy.Select(kept.Write)]);
    }

    /// <summary>Removes all items, as one operation.</summary>
    public void Clear() => Value = [];

    /// <inheritdoc cref="ICollection{T}.Contains"/>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public int IndexOf(T item)
    {
        using var scope = Lock();
        return Converter.TryToValue(item, Host, out var value) ? _state.Items.IndexOf(value) : -1;
    }

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => Snapshot().CopyTo(array, arrayIndex);

    /// <summary>All items at this moment.</summary>
    public ImmutableArray<T> Snapshot()
    {
        using var scope = Lock();
        var items = ImmutableArray.CreateBuilder<T>(_state.Count);
        foreach (var item in _state.Items)
            items.Add(Read(item));
        return items.MoveToImmutable();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Live.Select(Read).GetEnumerator() : ((IEnumerable<T>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override TopicOperation Fit(TopicOperation operation)
    {
        var own = Own(operation);
        return Converter.Writes(own.HeldValues().AsSpan()) ? own : own.MapValues(Converter.Fit);
    }

    private protected override TopicOperation Apply(TopicOperation operation, List<ListChange<T>>? changes)
    {
        var own = Own(operation);
        return changes is null
            ? _state.Apply(own, null)
            : ApplyAndType<ListChange<Value>>(own, changes, (one, told) => _state.Apply(Own(one), told), Typed);
    }

    private protected override void Check(ImmutableArray<Constraint> constraints, TopicOperation operation)
    {
        var own = Own(operation);
        var entering = own.HeldValues().AsSpan();
        ConstraintCheck.Items(constraints, entering, () => _state.Live);
        if (entering.IsEmpty || !constraints.Any(constraint => constraint.Kind == ConstraintKind.Unique))
            return;
        var next = new ListState(_state.Items);
        _ = next.Apply(own, null);
        ConstraintCheck.Unique(constraints, entering, _state.Items, next.Items);
    }

    private protected override TopicOperation? ReduceFitted(TopicOperation operation)
    {
        var own = Own(operation);
        Converter.CheckReferences(own.HeldValues().AsSpan().ToArray(), Host);
        _state.Check(own);
        return own switch
        {
            ListOperation.Set set => ListDifference.Between(Address, _state.Items, set.Items.AsArray()),
            ListOperation.InsertRange insert when insert.Items.AsArray().IsEmpty => null,
            ListOperation.RemoveRange { Count: 0 } => null,
            ListOperation.Replace replace when _state.Items[replace.Index] == replace.Item => null,
            ListOperation.Move move when move.From == move.To => null,
            ListOperation.Patch { Steps.IsEmpty: true } => null,
            _ => own,
        };
    }

    private protected override TopicOperation? EditsTo(Value state) =>
        ListDifference.Edits(Address, _state.Items, [.. state.AsArray().Select(Converter.Fit)]);

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, LaterOperations later) =>
        ListUndo.TakeBack(_state.Items, Own(operation), Own(inverse), later);

    private protected override Value Capture() => _state.Capture();

    private protected override long LeastSize => _state.Count;

    private protected override TopicOperation? Whole(Value state) => new ListOperation.Set(Address, state);

    private protected override void Load(Value state) => _state = new ListState([.. state.AsArray().Select(Converter.Fit)]);

    private protected override void CheckReferences() => Converter.CheckReferences(_state.Live, Host);

    private void Become(ImmutableArray<Value> items)
    {
        if (ListDifference.Between(Address, _state.Items, items) is { } operation)
            Write(operation);
    }

    private Value At(int index)
    {
        if ((uint)index >= (uint)_state.Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The place is outside the list of {_state.Count} items.");
        return _state.Items[index];
    }

    private T Read(Value value) => Converter.FromValue(value, Host);

    private ImmutableArray<Value> Write(ReadOnlySpan<T> items)
    {
        var values = ImmutableArray.CreateBuilder<Value>(items.Length);
        foreach (var item in items)
            values.Add(Converter.ToValue(item, Host));
        return values.MoveToImmutable();
    }

    private ListChange<T> Typed(ListChange<Value> change) => new(
        change.Kind,
        change.Index,
        change.OldIndex,
        change.Kind == ListChangeKind.Removed ? default : Read(change.Item),
        change.Kind == ListChangeKind.Inserted ? default : Read(change.OldItem));

    private ListOperation Own(TopicOperation operation) => operation as ListOperation ?? throw WrongOperation.For(Kind, operation);
}
