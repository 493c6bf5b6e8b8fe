using System.Collections;
using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>
/// An attribute that is a list. Every call is one operation. Reading takes the tree's lock; enumerating runs over a copy, or, on a thread
/// that holds the lock, over the list itself.
/// </summary>
/// <typeparam name="T">The items' type: bool, an integer type up to long, float, double or string.</typeparam>
public sealed class ListTopic<T> : Topic<ListChange<T>>, IList<T>, IReadOnlyList<T>
{
    private static readonly ValueConverter<T> Converter = ValueConverters.For<T>();

    private ListState<T> _state;

    /// <summary>Makes an empty list.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    public ListTopic()
        : this([])
    {
    }

    /// <summary>Makes a list with first items.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> cannot travel.</exception>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ListTopic(IEnumerable<T> items) => _state = new ListState<T>(ListState<T>.FromValue(ListState<T>.ToValue(items)));

    /// <summary>All items, as a copy. Setting equal items is no operation; observers hear of the items that differ.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public ImmutableArray<T> Value
    {
        get => Snapshot();
        set
        {
            var items = ListState<T>.ToValue(value);
            using var scope = Lock();
            if (items != _state.Capture())
                Write(new ListOperation.Set(Address, items));
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

    private protected override TopicKind Kind => TopicKind.List;

    /// <summary>The item at a place. Setting what is already there is no operation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the list.</exception>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public T this[int index]
    {
        get
        {
            using var scope = Lock();
            return _state.Items[index];
        }
        set
        {
            var item = Converter.ToValue(value);
            using var scope = Lock();
            if (Converter.ToValue(_state.Items[index]) != item)
                Write(new ListOperation.Replace(Address, index, item));
        }
    }

    /// <summary>Appends an item.</summary>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public void Add(T item)
    {
        var value = Converter.ToValue(item);
        using var scope = Lock();
        Write(new ListOperation.Insert(Address, _state.Items.Count, value));
    }

    /// <summary>Appends items, as one operation.</summary>
    /// <exception cref="ArgumentException">An item cannot travel.</exception>
    public void AddRange(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var values = ListState<T>.ToValue(items);
        using var scope = Lock();
        if (values.AsArray().Length > 0)
            Write(new ListOperation.InsertRange(Address, _state.Items.Count, values));
    }

    /// <summary>Inserts an item before another; the count appends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the list.</exception>
    /// <exception cref="ArgumentException">The item cannot travel.</exception>
    public void Insert(int index, T item)
    {
        var value = Converter.ToValue(item);
        using var scope = Lock();
        Write(new ListOperation.Insert(Address, index, value));
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
        var index = _state.Items.IndexOf(item);
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
        if (from != to || (uint)from >= (uint)_state.Items.Count)
            Write(new ListOperation.Move(Address, from, to));
    }

    /// <summary>Removes all items, as one operation.</summary>
    public void Clear() => Value = [];

    /// <inheritdoc cref="ICollection{T}.Contains"/>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public int IndexOf(T item)
    {
        using var scope = Lock();
        return _state.Items.IndexOf(item);
    }

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex)
    {
        using var scope = Lock();
        _state.Items.CopyTo(array, arrayIndex);
    }

    /// <summary>All items at this moment.</summary>
    public ImmutableArray<T> Snapshot()
    {
        using var scope = Lock();
        return [.. _state.Items];
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() =>
        Host is null or { IsEntered: true } ? _state.Items.GetEnumerator() : ((IEnumerable<T>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override TopicOperation Apply(TopicOperation operation, List<ListChange<T>>? changes) =>
        _state.Apply(Own(operation), changes);

    private protected override TakenBack TakeBack(TopicOperation operation, TopicOperation inverse, IReadOnlyList<AppliedOperation> later) =>
        ListUndo.TakeBack(_state.Capture(), Own(operation), Own(inverse), later);

    private protected override Value Capture() => _state.Capture();

    private protected override void Load(Value state) => _state = new ListState<T>(ListState<T>.FromValue(state));

    private ListOperation Own(TopicOperation operation) => operation as ListOperation ?? throw WrongOperation.For(Kind, operation);
}
