namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>One connection's way out.</summary>
internal interface IWire
{
    void Send(ReadOnlySpan<byte> bytes);
}
