using System.Collections.Concurrent;
using System.Runtime.Versioning;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>
/// Tells streams when their sockets have something to read. While there is much to do the thread pool looks by itself, behind the work
/// that it has; a thread waits only when nothing comes any more. So a busy server is not interrupted for each message, and what comes
/// meanwhile is served, and answered, together.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollWatch : IThreadPoolWorkItem
{
    private const EpollEvents All = EpollEvents.Readable | EpollEvents.Urgent | EpollEvents.OtherEndClosed | EpollEvents.OnArrival;
    private const EpollEvents Next = EpollEvents.Readable | EpollEvents.Once;
    private const int MostEvents = 256; // of one look
    private const int MostOnceMore = 16; // streams that were due before it

    private static readonly Lock Creation = new();
    private static EpollWatch? _shared;

    private readonly EpollQueue _sockets = new(MostEvents);
    private readonly EpollQueue _idle = new(1); // has an event when _sockets has one and nobody looks
    private readonly ConcurrentDictionary<long, EpollStream> _streams = new();
    private readonly ConcurrentQueue<EpollStream> _due = new(); // something came for them
    private readonly Service _service;
    private long _lastNumber; // not the descriptors: those are used again, and an old event may still be on its way

    private EpollWatch()
    {
        _service = new Service(_due);
        _idle.Watch(_sockets, Next);
        new Thread(Wait) { IsBackground = true, Name = "ObjectTree sockets" }.Start();
    }

    /// <summary>The one of this process, which has one thread.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system has no more descriptors; try again later.</exception>
    public static EpollWatch Shared
    {
        get
        {
            lock (Creation)
                return _shared ??= new EpollWatch();
        }
    }

    /// <summary>Begins to watch, until <see cref="Remove"/>.</summary>
    /// <returns>The number to remove it by.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The system can watch no more.</exception>
    public long Add(EpollStream stream, nint descriptor)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        _streams[number] = stream;
        try
        {
            _sockets.Watch(descriptor, All, number);
        }
        catch
        {
            Remove(number);
            throw;
        }
        return number;
    }

    /// <summary>Forgets a stream. The system stops to watch its socket when that is closed.</summary>
    public void Remove(long number) => _streams.TryRemove(number, out _);

    private void Wait()
    {
        while (true)
        {
            if (_idle.Take(waits: true) > 0)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Looks, queues the next look, and serves. In the pool once, or not at all.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var services = Math.Min(_due.Count, MostOnceMore) - 1; // theirs may wait behind a thread that blocks; one is this thread's
        var count = _sockets.Take(waits: false);
        for (var i = 0; i < count; i++)
        {
            var (what, number) = _sockets[i];
            if (!_streams.TryGetValue(number, out var stream) || !stream.TryWake(what))
                continue;
            _due.Enqueue(stream);
            services++;
        }
        if (count == 0 && services < 0)
        {
            _idle.WatchAgain(_sockets, Next);
            return;
        }
        for (; services > 0; services--)
            ThreadPool.UnsafeQueueUserWorkItem(_service, preferLocal: true); // before what waits for this thread, as sends of all do
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _service.Execute(); // last, for it may block: then the next looks have others serve what is due
    }

    /// <summary>Serves the stream that is next, whichever it is, so that none waits behind another. One too many finds nothing.</summary>
    private sealed class Service(ConcurrentQueue<EpollStream> due) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            if (due.TryDequeue(out var stream))
                stream.Execute();
        }
    }
}
