using System.Diagnostics;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>Points in time that travel as values; the load client reads the same monotonic clock.</summary>
internal static class Mark
{
    /// <summary>Microseconds, 31 bits of them.</summary>
    public static uint Now => (uint)(Microseconds & int.MaxValue);

    /// <summary>Sixteenths of 24 bits of microseconds: exact in a float of 32 bits.</summary>
    public static float NowAsPlace => (float)AsPlace(Microseconds);

    /// <summary>A number as a place: sixteenths of 24 bits of it.</summary>
    public static double AsPlace(long number) => (number & 0xFF_FFFF) / 16.0;

    private static long Microseconds => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
