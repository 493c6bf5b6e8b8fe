using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values;

/// <summary>
/// Lets items be read, edited and written back without losing references to objects that are gone: where null stands for one, the reference
/// itself is written again.
/// </summary>
internal sealed class KeptReferences<T>(ValueConverter<T> converter, ITopicHost? host)
{
    private readonly Dictionary<Value, Queue<Value>> _kept = []; // what would be written, and what was there

    public T Read(Value value)
    {
        var item = converter.FromValue(value, host);
        if (converter.MayRefer && Written(item) is var written && written != value)
        {
            if (!_kept.TryGetValue(written, out var queue))
                _kept.Add(written, queue = new Queue<Value>());
            queue.Enqueue(value);
        }
        return item;
    }

    /// <exception cref="ArgumentException">The item cannot travel, or is null and stands for nothing that was there.</exception>
    public Value Write(T item) =>
        _kept.Count > 0 && _kept.TryGetValue(Written(item), out var queue) && queue.TryDequeue(out var kept)
            ? kept
            : converter.ToValue(item, host);

    private Value Written(T item)
    {
        if (item is null)
            return Value.Null;
        return converter.TryToValue(item, host, out var value) ? value : Value.Null;
    }
}
