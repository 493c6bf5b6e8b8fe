using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Feeds;

/// <summary>Who reads a log, and the loops that visit them when it has grown. Guarded by the tree's lock.</summary>
internal sealed class FeedReaders
{
    private const int ReadersPerLoop = 128; // so many are visited by one thread, as long as there are more threads than loops

    private readonly List<FeedReader> _readers = [];
    private readonly List<SendLoop> _loops = [];

    public bool IsEmpty => _readers.Count == 0;

    /// <summary>Whether somebody reads through a carrier.</summary>
    public bool ReadThrough(Framing framing) => _readers.Exists(one => one.Framing == framing);

    public void Add(FeedReader reader)
    {
        var loop = _loops.MinBy(one => one.Count);
        if (loop is null || (loop.Count >= ReadersPerLoop && _loops.Count < Environment.ProcessorCount))
            _loops.Add(loop = new SendLoop());
        loop.Add(reader.Listener);
        _readers.Add(reader);
    }

    public void Remove(FeedReader reader)
    {
        if (!_readers.Remove(reader))
            return;
        _loops.RemoveAll(loop => loop.Remove(reader.Listener) && loop.Count == 0);
    }

    /// <summary>Makes every reader begin again with a snapshot: a frame is missing.</summary>
    public void Break()
    {
        foreach (var reader in _readers)
            reader.Break();
        Wake();
    }

    /// <summary>Has all readers visited. Costs the same however many there are.</summary>
    public void Wake()
    {
        foreach (var loop in _loops)
            loop.Wake();
    }
}
