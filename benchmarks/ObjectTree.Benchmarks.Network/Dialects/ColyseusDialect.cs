using System.Buffers.Binary;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>Colyseus' room protocol with schema 5. Numbers are little-endian, except in what clients send.</summary>
internal sealed class ColyseusDialect(Workload workload) : IDialect
{
    private const byte JoinRoom = 10, Error = 11, RoomData = 13, RoomState = 14, RoomStatePatch = 15;

    private const byte SwitchToStructure = 255;

    public void Greet(LoadClient client)
    {
        // The server speaks first.
    }

    public void Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        switch (message[0])
        {
            case RoomStatePatch:
                client.Updated();
                if (client.Listener is { } listener)
                    Tell(client, listener, message[1..]);
                break;
            case JoinRoom:
                client.Send([JoinRoom]);
                break;
            case RoomState:
                client.Joined();
                break;
            case Error:
                throw new IOException($"The room says: {System.Text.Encoding.UTF8.GetString(message)}");
        }
    }

    public void Write(LoadClient client, uint value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes[0] = RoomData;
        ReadOnlySpan<byte> type = workload == Workload.Cells ? [0xa7, .. "setCell"u8, 0x92] : [0xa3, .. "set"u8];
        type.CopyTo(bytes[1..]);
        var rest = bytes[(1 + type.Length)..];
        if (workload == Workload.Cells)
            rest = Packed.PutNumber(rest, (uint)client.Number);
        rest = Packed.PutNumber(rest, value);
        client.Send(bytes[..^rest.Length]);
    }

    /// <summary>A patch is a list of structures with changed fields, each an operation with the field's number, and the value.</summary>
    private void Tell(LoadClient client, IValueListener listener, ReadOnlySpan<byte> patch)
    {
        while (patch.Length > 0)
        {
            if (patch[0] == SwitchToStructure)
            {
                patch = patch[1..];
                SkipReference(ref patch);
                continue;
            }
            var value = patch.Slice(1, sizeof(uint));
            patch = patch[(1 + sizeof(uint))..];
            if (!listener.OnValue(client,
                workload == Workload.Points
                    ? BinaryPrimitives.ReadSingleLittleEndian(value)
                    : BinaryPrimitives.ReadUInt32LittleEndian(value)))
            {
                return;
            }
        }
    }

    private static void SkipReference(ref ReadOnlySpan<byte> patch) =>
        patch = patch[(patch[0] switch
        {
            < 0x80 => 1,
            0xcc => 2,
            0xcd => 3,
            0xce => 5,
            var first => throw new InvalidDataException($"0x{first:x2} is no reference.")
        })..];
}
