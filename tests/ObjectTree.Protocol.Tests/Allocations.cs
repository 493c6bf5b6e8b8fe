namespace ObjectTree.Protocol.Tests;

/// <summary>How much memory some work takes.</summary>
internal static class Allocations
{
    private const int Tries = 5;

    /// <summary>
    /// The bytes that <paramref name="work"/> allocates on this thread, at least: what only a first run needs does not count, nor what the
    /// runtime hands out in advance.
    /// </summary>
    public static long Of(Action work)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
