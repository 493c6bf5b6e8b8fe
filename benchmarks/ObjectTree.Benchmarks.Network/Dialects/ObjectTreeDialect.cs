using System.Text;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>The protocol of this repository, as far as numbers are set.</summary>
internal sealed class ObjectTreeDialect(Workload workload, int groups) : IDialect
{
    private const int Part = 0, Snapshot = 3, Frame = 4, Action = 7, Reject = 9, Ping = 12, Bye = 14;

    private const int FirstObject = 2;

    public void Greet(LoadClient client)
    {
        var group = client.Number % groups;
        var tree = group == 0 ? "" : $"g{group}";
        client.Send([1, 0x91, 1, (byte)(0xa0 + tree.Length), .. Encoding.ASCII.GetBytes(tree), 0xc0, 0xc0, 0xa4, .. "load"u8]);
    }

    public void Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        switch (message[0])
        {
            case Frame:
                client.Updated();
                if (client.Listener is { } listener)
                    Tell(client, listener, message[1..]);
                break;
            case Part when IsLast(message): // only a snapshot is as long as that
            case Snapshot:
                client.Joined();
                break;
            case Ping:
                client.Send([13]);
                break;
            case Reject:
                throw new IOException($"The server refuses what is written: {Convert.ToHexString(message)}");
            case Bye:
                throw new IOException($"The server says goodbye: {Convert.ToHexString(message)}");
        }
    }

    public void Write(LoadClient client, uint value)
    {
        Span<byte> action = stackalloc byte[24];
        action[0] = Action;
        var rest = Packed.PutNumber(action[1..], ++client.Writes);
        (rest[0], rest[1], rest[2]) = (1, 0, 0xff); // on the first snapshot: what is set as a whole asks for no newer state. Target
        rest = Packed.PutNumber(rest[3..], (uint)(FirstObject + (workload == Workload.Cells ? client.Number : 0)));
        rest[0] = 1 << 3; // attribute 1, Set
        rest = Packed.PutNumber(rest[1..], value);
        client.Send(action[..^rest.Length]);
    }

    private static bool IsLast(ReadOnlySpan<byte> part) => part[1] == 0xc3;

    private static void Tell(LoadClient client, IValueListener listener, ReadOnlySpan<byte> instructions)
    {
        const int Target = -1, Repeat = -10, Near = -17;
        while (instructions.Length > 0)
        {
            switch (Packed.TakeNumber(ref instructions))
            {
                case Target:
                    _ = Packed.TakeNumber(ref instructions);
                    break;
                case <= Near:
                    break;
                case Repeat:
                    if (!TellRepeated(client, listener, ref instructions))
                        return;
                    break;
                case >= 0 and var operation when ((int)operation & 7) == 0:
                    if (!listener.OnValue(client, Packed.TakeNumber(ref instructions)))
                        return;
                    break;
                case var other:
                    throw new InvalidDataException($"No workload has the instruction {other}.");
            }
        }
    }

    private static bool TellRepeated(LoadClient client, IValueListener listener, ref ReadOnlySpan<byte> instructions)
    {
        var width = instructions[0] & 0x0f;
        instructions = instructions[(1 + width)..]; // all of them set numbers
        for (var count = Packed.TakeNumber(ref instructions); count > 0; count--)
        {
            _ = Packed.TakeNumber(ref instructions);
            for (var i = 0; i < width; i++)
            {
                if (!listener.OnValue(client, Packed.TakeNumber(ref instructions)))
                    return false;
            }
        }
        return true;
    }
}
