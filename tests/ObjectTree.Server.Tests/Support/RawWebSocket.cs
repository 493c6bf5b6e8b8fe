using System.Net.Sockets;
using System.Text;

namespace ObjectTree.Server.Tests.Support;

/// <summary>A WebSocket client that can write frames which no client should.</summary>
internal sealed class RawWebSocket : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawWebSocket(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>Sends an upgrade request and gives the first line of the answer.</summary>
    public static async Task<(RawWebSocket Socket, string Status)> ConnectAsync(string url, params string[] headers)
    {
        var uri = new Uri(url);
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(uri.Host, uri.Port).InTime();
        var socket = new RawWebSocket(client);
        string[] lines =
        [
            $"GET {uri.AbsolutePath} HTTP/1.1", $"Host: {uri.Authority}", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", .. headers, "", "",
        ];
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)await socket.ReadByteAsync());
        return (socket, head.ToString());
    }

    /// <summary>A masked frame as a client sends it; the mask is 0.</summary>
    public static byte[] Frame(int first, ReadOnlyMemory<byte> payload)
    {
        Assert.That(payload.Length, Is.LessThan(126));
        return [(byte)first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload.Span];
    }

    /// <summary>A frame with a binary message, masked as a client's is.</summary>
    public static byte[] Masked(ReadOnlyMemory<byte> message)
    {
        byte[] mask = [0xa1, 0x52, 0x03, 0xf4];
        byte[] length = message.Length < 126
            ? [(byte)(0x80 | message.Length)]
            : [0x80 | 126, (byte)(message.Length >> 8), (byte)message.Length];
        return [0x82, .. length, .. mask, .. message.ToArray().Select((one, i) => (byte)(one ^ mask[i % 4]))];
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().InTime();

    /// <summary>Passes over messages up to the close frame and gives its code; then the connection ends. 0: there was none.</summary>
    public async Task<int> CloseCodeAsync()
    {
        try
        {
            while (true)
            {
                var (first, payload) = await ReadFrameAsync();
                if (first == 0x88)
                    return payload.Length < 2 ? 1005 : (payload[0] << 8) | payload[1];
            }
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Passes over frames up to one that begins with a byte and fits, and gives its payload.</summary>
    public async Task<byte[]> UntilAsync(int wanted, Func<byte[], bool>? fits = null)
    {
        while (true)
        {
            var (first, payload) = await ReadFrameAsync();
            if (first == wanted && fits?.Invoke(payload) != false)
                return payload;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(int First, byte[] Payload)> ReadFrameAsync()
    {
        var first = await ReadByteAsync();
        long length = await ReadByteAsync();
        if (length == 126)
            length = (await ReadByteAsync() << 8) | await ReadByteAsync();
        var payload = new byte[length];
        await _stream.ReadExactlyAsync(payload).AsTask().InTime();
        return (first, payload);
    }

    private async Task<int> ReadByteAsync()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one).AsTask().InTime();
        return one[0];
    }
}
