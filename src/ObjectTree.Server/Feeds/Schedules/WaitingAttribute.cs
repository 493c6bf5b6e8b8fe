using ObjectTree.Model.Topics;

namespace ObjectTree.Server.Feeds.Schedules;

/// <summary>What was committed of one conflated attribute and has not left. Guarded by the tree's lock.</summary>
/// <param name="address">The attribute.</param>
/// <param name="first">The version of its first change.</param>
/// <param name="due">When its window ends, as a timestamp.</param>
internal sealed class WaitingAttribute(AttributeAddress address, long first, long due)
{
    /// <summary>Up to so many bytes it is not worth looking whether less says the same.</summary>
    private const long SmallSize = 4_096;

    private List<TopicOperation> _operations = [];
    private long _size;
    private long _room = SmallSize;

    public AttributeAddress Address => address;

    public long First => first;

    public long Due => due;

    /// <summary>The version of its last change.</summary>
    public long Last { get; private set; }

    public bool IsLarge => _size > _room;

    /// <summary>Whether nothing of it is to leave.</summary>
    public bool IsDropped { get; private set; }

    public void Add(TopicOperation operation, long version)
    {
        _operations.Add(operation);
        _size += operation.Size;
        Last = version;
    }

    /// <summary>
    /// Keeps as little as says the same, so that what waits is bounded by what the attribute holds, not by how often it changes.
    /// </summary>
    public void Shrink(IHostedTopic? topic)
    {
        _operations = [.. Least(topic)];
        _size = _operations.Sum(operation => operation.Size);
        _room = Math.Max(SmallSize, 2 * _size); // the work is paid for by what comes until then
    }

    public void Drop() => (_operations, IsDropped) = ([], true);

    /// <summary>As little as says the same.</summary>
    /// <param name="topic">The attribute's; null: there is none any more.</param>
    public IReadOnlyList<TopicOperation> Least(IHostedTopic? topic)
    {
        var merged = TopicOperation.Merge(_operations);
        if (merged.Count < 2 || topic?.Version != Last) // a later change leaves by itself: what the topic holds now holds that, too
            return merged;
        return topic.Whole(merged.Sum(operation => operation.Size)) is { } whole ? [whole] : merged;
    }
}
