using System.Buffers.Binary;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>The floor sends what ObjectTree would, but takes no greeting and only bare values.</summary>
internal sealed class FloorDialect(ObjectTreeDialect sent) : IDialect
{
    public void Greet(LoadClient client)
    {
        // It has begun to send when the connection was there.
        client.SendRaw([]);
    }

    public void Read(LoadClient client, ReadOnlySpan<byte> message) => sent.Read(client, message);

    public void Write(LoadClient client, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        client.Send(bytes);
    }
}
