using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>How long values took that carry the time, by microseconds.</summary>
internal sealed class Latencies
{
    private const int Most = 5_000_000;

    private readonly int[] _counts = new int[Most + 1];

    private int _highest = -1;

    public long Count { get; private set; }

    public static uint SinceMark(double mark) => (Mark.Now - (uint)mark) & int.MaxValue;

    public void Add(uint microseconds)
    {
        var counted = (int)Math.Min(microseconds, Most);
        _counts[counted]++;
        _highest = Math.Max(_highest, counted);
        Count++;
    }

    /// <summary>
    /// Clears only as far as was counted: it is called just before the measured time, in which a pause would count as the server's.
    /// </summary>
    public void Clear()
    {
        Array.Clear(_counts, 0, _highest + 1);
        (Count, _highest) = (0, -1);
    }

    /// <summary>Milliseconds that this share of all took at most.</summary>
    public double Percentile(double share)
    {
        if (Count == 0)
            throw new InvalidOperationException("Nothing was received.");
        var (wanted, seen, microseconds) = ((long)Math.Ceiling(Count * share), 0L, -1);
        while (seen < wanted)
            seen += _counts[++microseconds];
        return microseconds / 1_000.0;
    }
}
