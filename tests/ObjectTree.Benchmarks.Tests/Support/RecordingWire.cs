using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Tests.Support;

/// <summary>Keeps what a client sends, each call by itself.</summary>
internal sealed class RecordingWire : IWire
{
    public List<byte[]> Sent { get; } = [];

    public void Send(ReadOnlySpan<byte> bytes) => Sent.Add(bytes.ToArray());
}
