using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

/// <summary>
/// Who reads a log, and the loops that visit them when it has grown. Guarded by the tree's lock; to come, to go and to be woken costs the
/// same however many there are.
/// </summary>
internal sealed class FeedReaders
{
    private const int ReadersPerLoop = 128; // so many are visited by one thread, as long as there are more threads than loops

    private readonly List<SendLoop> _loops = [];
    private readonly Dictionary<Framing, int> _through = [];

    public bool IsEmpty => _loops.Count == 0;

    /// <summary>Whether somebody reads through a carrier.</summary>
    public bool ReadThrough(Framing framing) => _through.GetValueOrDefault(framing) > 0;

    public void Add(FeedReader reader)
    {
        var loop = _loops.MinBy(one => one.Count);
        if (loop is null || (loop.Count >= ReadersPerLoop && _loops.Count < Environment.ProcessorCount))
            _loops.Add(loop = new SendLoop());
        loop.Add(reader);
        _through[reader.Framing] = _through.GetValueOrDefault(reader.Framing) + 1;
    }

    /// <summary>Does nothing when it is not here, such as when the log that it read has ended.</summary>
    public void Remove(FeedReader reader)
    {
        if (_loops.Find(one => one.Remove(reader)) is not { } loop)
            return;
        if (loop.Count == 0)
            _loops.Remove(loop);
        _through[reader.Framing]--;
    }

    /// <summary>Makes every reader begin again with a snapshot: a frame is missing.</summary>
    public void Break()
    {
        foreach (var loop in _loops)
            loop.Break();
    }

    /// <summary>Has all readers visited.</summary>
    public void Wake()
    {
        foreach (var loop in _loops)
            loop.Wake();
    }
}
