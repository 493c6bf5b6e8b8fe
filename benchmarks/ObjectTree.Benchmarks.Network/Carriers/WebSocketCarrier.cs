using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ObjectTree.Benchmarks.Network.Load;

namespace ObjectTree.Benchmarks.Network.Carriers;

/// <summary>WebSocket as RFC 6455 has it. Without a path there is no upgrade: frames from the first byte on.</summary>
internal sealed class WebSocketCarrier(string? path) : ICarrier
{
    private const int Continuation = 0;

    private const int Ping = 9;

    private const int Pong = 10;

    private const int Close = 8;

    private const byte Final = 0x80;

    private ArrayBufferWriter<byte>? _fragments;
    private bool _isUpgraded = path is null;

    public void Open(LoadClient client)
    {
        if (path is null)
        {
            client.Greet();
            return;
        }
        client.SendRaw(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
    }

    public bool TryRead(LoadClient client, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (!_isUpgraded && !TryReadUpgrade(client, ref bytes))
            return false;
        while (TryReadFrame(ref bytes, out var first, out var payload))
        {
            switch (first & 0x0f)
            {
                case Ping:
                    Send(client, payload, Pong);
                    continue;
                case Pong:
                    continue;
                case Close:
                    var reason = Encoding.UTF8.GetString(payload.Length > 2 ? payload[2..] : payload);
                    throw new IOException($"The server has closed the WebSocket of client {client.Number}: {reason}");
                default:
                    if (!TryAssemble(first, payload, out message))
                        continue;
                    return true;
            }
        }
        return false;
    }

    public void Send(LoadClient client, ReadOnlySpan<byte> message) => Send(client, message, opcode: 2);

    /// <summary>A frame with a mask of zeros, which is a mask like any other.</summary>
    private static void Send(LoadClient client, ReadOnlySpan<byte> message, byte opcode)
    {
        const int Header = 6;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, 125);
        Span<byte> frame = stackalloc byte[Header + message.Length];
        frame.Clear();
        frame[0] = (byte)(Final | opcode);
        frame[1] = (byte)(0x80 | message.Length);
        message.CopyTo(frame[Header..]);
        client.SendRaw(frame);
    }

    private bool TryReadUpgrade(LoadClient client, ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        if (!bytes.StartsWith("HTTP/1.1 101"u8))
            throw new IOException($"The server does not upgrade: {Encoding.ASCII.GetString(bytes[..end])}");
        bytes = bytes[(end + 4)..];
        _isUpgraded = true;
        client.Greet();
        return true;
    }

    private static bool TryReadFrame(ref ReadOnlySpan<byte> bytes, out byte first, out ReadOnlySpan<byte> payload)
    {
        first = 0;
        payload = default;
        if (bytes.Length < 2)
            return false;
        var (header, length) = (2, (long)bytes[1]);
        if (length >= 126)
        {
            header = length == 126 ? 4 : 10;
            if (bytes.Length < header)
                return false;
            length = header == 4 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        }
        if (bytes.Length - header < length)
            return false;
        first = bytes[0];
        payload = bytes.Slice(header, (int)length);
        bytes = bytes[(header + (int)length)..];
        return true;
    }

    private bool TryAssemble(byte first, ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> message)
    {
        message = payload;
        var isFinal = (first & Final) != 0;
        if (isFinal && (first & 0x0f) != Continuation)
            return true;
        _fragments ??= new ArrayBufferWriter<byte>();
        _fragments.Write(payload);
        if (!isFinal)
            return false;
        message = _fragments.WrittenSpan;
        _fragments = null;
        return true;
    }
}
