using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>How long values took that carry the time, by microseconds.</summary>
internal sealed class Latencies
{
    private const int Most = 5_000_000;

    private readonly int[] _counts = new int[Most + 1];

    public long Count { get; private set; }

    public static uint SinceMark(double mark) => (Mark.Now - (uint)mark) & int.MaxValue;

    public void Add(uint microseconds)
    {
        _counts[Math.Min(microseconds, Most)]++;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
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
