using System.Text;
using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Dialects;

/// <summary>
/// SignalR's hub protocol with MessagePack: each message has its length in front, and several may share a WebSocket message.
/// </summary>
internal sealed class SignalRDialect(Workload workload) : IDialect
{
    private const byte Invocation = 1, Completion = 3, Ping = 6, Close = 7;

    // Of [3, headers {}, "1", kind, result]
    private const int ResultKind = 5;

    private const byte ResultIsError = 1;

    private static ReadOnlySpan<byte> Accepted => "{}\u001e"u8;

    public void Greet(LoadClient client) => client.Send("{\"protocol\":\"messagepack\",\"version\":1}\u001e"u8);

    public void Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(Accepted))
            message = message[Accepted.Length..];
        else if (message.StartsWith("{\"error"u8))
            throw new IOException($"The hub refuses: {Encoding.UTF8.GetString(message)}");
        while (message.Length > 0)
        {
            var length = TakeLength(ref message);
            ReadOne(client, message[..length]);
            message = message[length..];
        }
    }

    /// <summary>An invocation that wants an answer, as ObjectTree's calls do.</summary>
    public void Write(LoadClient client, uint value)
    {
        Span<byte> bytes = stackalloc byte[40];
        ReadOnlySpan<byte> head = [0x96, Invocation, 0x80, 0xa1, (byte)'1'];
        head.CopyTo(bytes[1..]);
        var rest = bytes[(1 + head.Length)..];
        ReadOnlySpan<byte> method = workload == Workload.Cells ? [0xa7, .. "SetCell"u8, 0x92] : [0xa3, .. "Set"u8, 0x91];
        method.CopyTo(rest);
        rest = rest[method.Length..];
        if (workload == Workload.Cells)
            rest = Packed.PutNumber(rest, (uint)client.Number);
        rest = Packed.PutNumber(rest, value);
        rest[0] = 0x90;
        bytes[0] = (byte)(bytes.Length - rest.Length); // the rest begins with the last byte, and the first is the length
        client.Send(bytes[..(bytes[0] + 1)]);
    }

    private static void ReadOne(LoadClient client, ReadOnlySpan<byte> message)
    {
        switch (message[1])
        {
            case Invocation:
                ReadInvocation(client, message);
                break;
            case Ping:
                client.Send([2, 0x91, Ping]);
                break;
            case Completion when message[ResultKind] == ResultIsError:
            case Close:
                throw new IOException($"The hub says: {Convert.ToHexString(message)}");
        }
    }

    // [1, headers {}, invocation id nil, method, [arguments], streams []]
    private static void ReadInvocation(LoadClient client, ReadOnlySpan<byte> message)
    {
        const int Method = 4;
        var name = message.Slice(Method + 1, message[Method] & 0x1f);
        if (name.SequenceEqual("state"u8))
        {
            client.Joined();
            return;
        }
        client.Updated();
        if (client.Listener is not { } listener)
            return;
        var value = message[(Method + 1 + name.Length + 1)..];
        if (name.SequenceEqual("tick"u8))
        {
            value = value[(value[0] == 0xdc ? 3 : 1)..][1..]; // the array of moves, and that of the first one's fields
            _ = Packed.TakeNumber(ref value);
        }
        listener.OnValue(client, Packed.TakeNumber(ref value));
    }

    private static int TakeLength(ref ReadOnlySpan<byte> bytes)
    {
        var (length, shift) = (0, 0);
        while (true)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            length |= (next & 0x7f) << shift;
            shift += 7;
            if (next < 0x80)
                return length;
        }
    }
}
