using System.Buffers.Binary;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Carriers;

/// <summary>A length of 4 bytes and the message.</summary>
internal sealed class TcpCarrier : ICarrier
{
    public void Open(LoadClient client) => client.Greet();

    public bool TryRead(LoadClient client, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (bytes.Length < sizeof(int) || bytes.Length - sizeof(int) < BinaryPrimitives.ReadInt32BigEndian(bytes))
            return false;
        message = bytes.Slice(sizeof(int), BinaryPrimitives.ReadInt32BigEndian(bytes));
        bytes = bytes[(sizeof(int) + message.Length)..];
        return true;
    }

    public void Send(LoadClient client, ReadOnlySpan<byte> message)
    {
        Span<byte> frame = stackalloc byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length);
        message.CopyTo(frame[sizeof(int)..]);
        client.SendRaw(frame);
    }
}
