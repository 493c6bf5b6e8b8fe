using System.Text;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>The protocol of this repository, as far as numbers are set.</summary>
internal sealed class ObjectTreeDialect(Workload workload, int groups) : IDialect
{
    private const int Part = 0, Snapshot = 3, Frame = 4, Call = 5, Ping = 12, Bye = 14;

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
            case Bye:
                throw new IOException($"The server says goodbye: {Convert.ToHexString(message)}");
        }
    }

    public void Write(LoadClient client, uint value)
    {
        Span<byte> call = stackalloc byte[24];
        call[0] = Call;
        var rest = Packed.PutNumber(call[1..], value); // the value is as good a number as any for the call
        rest = Packed.PutNumber(rest, (uint)(FirstObject + (workload == Workload.Cells ? client.Number : 0)));
        ReadOnlySpan<byte> method = [0xa3, (byte)'s', (byte)'e', (byte)'t', 0x91];
        method.CopyTo(rest);
        rest = Packed.PutNumber(rest[method.Length..], value);
        client.Send(call[..^rest.Length]);
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
