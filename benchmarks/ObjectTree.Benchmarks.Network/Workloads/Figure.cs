namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>What is measured, with its unit.</summary>
/// <param name="Name">As the tables have it.</param>
/// <param name="IsBetterHigh">Whether more of it is better.</param>
internal sealed record Figure(string Name, bool IsBetterHigh = false)
{
    public static Figure CpuPerDelivery { get; } = new("server CPU, µs per delivery");

    public static Figure MillionDeliveries { get; } = new("million deliveries/s", IsBetterHigh: true);

    public static Figure BytesPerDelivery { get; } = new("bytes per delivery");

    public static Figure FramesPerSecond { get; } = new("frames per client and second");

    public static Figure BytesPerSecond { get; } = new("bytes per client and second");

    public static Figure ServerBusy { get; } = new("server CPU, % of a core");

    public static Figure LoadBusy { get; } = new("load client's CPU, % of a core");

    public static Figure LatencyHalf { get; } = new("latency p50, ms");

    public static Figure LatencyMost { get; } = new("latency p99, ms");

    public static Figure RoundTripHalf { get; } = new("round trip p50, ms");

    public static Figure RoundTripMost { get; } = new("round trip p99, ms");

    public static Figure Writes { get; } = new("writes/s", IsBetterHigh: true);

    public static Figure CpuPerWrite { get; } = new("server CPU, µs per write");

    public static Figure JoinTime { get; } = new("until the state is there, ms");

    public static Figure CpuPerJoin { get; } = new("server CPU, ms per join");

    public static Figure BytesPerJoin { get; } = new("bytes per join");

    public static Figure MemoryPerConnection { get; } = new("KB per connection");
}
