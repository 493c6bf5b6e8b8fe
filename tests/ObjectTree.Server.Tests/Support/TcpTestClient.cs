using System.Net;
using System.Net.Sockets;
using ObjectTree.Protocol.Framing;

namespace ObjectTree.Server.Tests.Support;

internal sealed class TcpTestClient : TestClient
{
    private readonly TcpClient _client;

    private TcpTestClient(TcpClient client, Stream stream)
    {
        _client = client;
        Stream = stream;
        LogName = $"TCP 127.0.0.1:{((IPEndPoint)client.Client.LocalEndPoint!).Port} ";
    }

    public override string LogName { get; }

    public Stream Stream { get; }

    /// <param name="endPoint">Where to.</param>
    /// <param name="receiveBuffer">A small one makes a client that soon takes no more.</param>
    /// <param name="from">From which address of this machine.</param>
    public static async Task<TcpTestClient> ConnectAsync(IPEndPoint endPoint, int? receiveBuffer = null, IPAddress? from = null)
    {
        var client = from is null ? new TcpClient { NoDelay = true } : new TcpClient(new IPEndPoint(from, 0)) { NoDelay = true };
        if (receiveBuffer is { } size)
            client.ReceiveBufferSize = size;
        await client.ConnectAsync(endPoint).InTime();
        return new TcpTestClient(client, client.GetStream());
    }

    public static async Task<TcpTestClient> ConnectAsync(IPEndPoint endPoint, Func<NetworkStream, Task<Stream>> secure)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(endPoint).InTime();
        return new TcpTestClient(client, await secure(client.GetStream()).InTime());
    }

    public Task<TcpTestClient> JoinAsync(string tree = "") => JoinAsync(this, tree);

    public override async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        var bytes = new byte[LengthPrefix.Size + message.Length];
        LengthPrefix.Write(bytes, message.Length);
        message.Span.CopyTo(bytes.AsSpan(LengthPrefix.Size));
        await SendRawAsync(bytes);
    }

    /// <summary>Sends bytes without a length.</summary>
    public Task SendRawAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes).AsTask().InTime();

    public override void Finish() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Vanishes without a word: the server gets a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<byte[]?> ReceiveAsync()
    {
        var prefix = new byte[LengthPrefix.Size];
        var read = await Stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        Assert.That(read, Is.EqualTo(prefix.Length), "the server ends between messages");
        var message = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(prefix)];
        await Stream.ReadExactlyAsync(message);
        return message;
    }
}
