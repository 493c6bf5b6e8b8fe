using System.Collections.Concurrent;

namespace ObjectTree.Server.Feeds.Logs;

/// <summary>The bytes of segments, used again. They never move in memory, since sockets read from them all the time. Any thread.</summary>
internal static class SegmentPool
{
    private const int Spare = 64; // 4 MiB; what is more than that goes back to the runtime

    private static readonly ConcurrentBag<byte[]> Free = [];
    private static int _free;
    private static int _rented;

    /// <summary>How many segments of this process are in use. For tests of what is held.</summary>
    public static int Rented => Volatile.Read(ref _rented);

    public static byte[] Rent()
    {
        Interlocked.Increment(ref _rented);
        if (!Free.TryTake(out var bytes))
            return GC.AllocateUninitializedArray<byte>(LogSegment.Size, pinned: true);
        Interlocked.Decrement(ref _free);
        return bytes;
    }

    public static void Return(byte[] bytes)
    {
        Interlocked.Decrement(ref _rented);
        if (Interlocked.Increment(ref _free) <= Spare)
            Free.Add(bytes);
        else
            Interlocked.Decrement(ref _free);
    }
}
