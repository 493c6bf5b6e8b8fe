using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ObjectTree.Client.Tests.Replica;
using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests;

namespace ObjectTree.Client.Tests.Connections;

/// <summary>A client against a server of bytes on a real loopback socket.</summary>
public sealed class CarrierTests : IDisposable
{
    private static readonly ObjectTreeClientOptions Once = new() { Reconnect = false };

    private TcpListener _listener = null!;

    [SetUp]
    public void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
    }

    [TearDown]
    public void Dispose() => _listener.Dispose();

    [Test]
    public async Task Tcp_JoinsCallsAndLeaves()
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url("tcp"), Once);
        using var socket = await _listener.AcceptTcpClientAsync().Come();
        var stream = socket.GetStream();
        Assert.That(await ReadTcp(stream), Is.InstanceOf<HelloMessage>());
        await stream.WriteAsync(Framed(FakeWire.Welcome(), SampleTree.Whole, AnswerMessage.ToHello));
        var client = await connecting.Come();

        var calling = client.CallAsync<string>(2, "read");
        Assert.That(await ReadTcp(stream), Is.InstanceOf<CallMessage>());
        var rest = Framed(
            new FrameMessage([SampleTree.SetText(2, new string('x', 100_000))]),
            new AnswerMessage(1, null, Value.FromString("done"), 1, ValueMap.Empty));
        for (var at = 0; at < rest.Length; at += 7_001) // in pieces that know nothing of messages
            await stream.WriteAsync(rest.AsMemory(at, Math.Min(7_001, rest.Length - at)));
        Assert.That(await calling.Come(), Is.EqualTo("done"));
        Assert.That(client.Tree.Object(2).GetAttribute<StringTopic>("text").Value, Has.Length.EqualTo(100_000));

        var leaving = client.DisposeAsync().AsTask();
        Assert.That(await ReadTcp(stream), Is.InstanceOf<ByeMessage>());
        Assert.That(await stream.ReadAsync(new byte[1]).AsTask().Come(), Is.Zero);
        socket.Close();
        await leaving.Come();
        Assert.That(await client.Closed, Is.EqualTo(CloseCode.Normal));
    }

    [Test]
    public async Task Tcp_LengthOverTheLimit_IsTooBig()
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url("tcp"), Once with { MaxMessageBytes = 100_000 });
        using var socket = await _listener.AcceptTcpClientAsync().Come();
        await socket.GetStream().WriteAsync(new byte[] { 0, 1, 0x86, 0xa1 });

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.TooBig));
    }

    [Test]
    public async Task Tcp_NobodyListens_FailsWithoutACode()
    {
        var url = Url("tcp");
        _listener.Stop();
        Assert.That((await ObjectTreeClient.ConnectAsync(url, Once).Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.None));
    }

    [TestCase("http")]
    [TestCase("ws")]
    public async Task WebSocket_JoinsCallsAndLeaves(string scheme)
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url(scheme) + "/tree", Once);
        using var socket = await AcceptWebSocket();
        Assert.That(await ReadWebSocket(socket), Is.InstanceOf<HelloMessage>());
        await Send(socket, FakeWire.Welcome());
        await Send(socket, SampleTree.Whole);
        await Send(socket, AnswerMessage.ToHello);
        var client = await connecting.Come();

        var calling = client.CallAsync<string>(2, "read");
        Assert.That(await ReadWebSocket(socket), Is.InstanceOf<CallMessage>());
        await Send(socket, new FrameMessage([SampleTree.SetText(2, new string('x', 100_000))]));
        await Send(socket, new AnswerMessage(1, null, Value.FromString("done"), 1, ValueMap.Empty));
        Assert.That(await calling.Come(), Is.EqualTo("done"));

        var leaving = client.DisposeAsync().AsTask();
        Assert.That(await ReadWebSocket(socket), Is.InstanceOf<ByeMessage>());
        Assert.That(await ReadWebSocket(socket), Is.Null);
        Assert.That((int?)socket.CloseStatus, Is.EqualTo((int)CloseCode.Normal));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await leaving.Come();
    }

    [Test]
    public async Task WebSocket_ClosedWithACode_FailsWithIt()
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url("ws"), Once);
        using var socket = await AcceptWebSocket();
        await socket.CloseOutputAsync((WebSocketCloseStatus)CloseCode.NoSuchTree, "NO_SUCH_TREE", CancellationToken.None);

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.NoSuchTree));
    }

    [Test]
    public async Task WebSocket_TextMessage_IsRefused()
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url("ws"), Once);
        using var socket = await AcceptWebSocket();
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(CloseCode.UnsupportedData));
    }

    [TestCase("401 Unauthorized", CloseCode.Unauthenticated)]
    [TestCase("403 Forbidden", CloseCode.Forbidden)]
    [TestCase("503 Service Unavailable", CloseCode.Overloaded)]
    [TestCase("500 Internal Server Error", CloseCode.None)]
    public async Task WebSocket_RefusedBeforeTheUpgrade_FailsWithTheCodeThatMeans(string status, CloseCode code)
    {
        var connecting = ObjectTreeClient.ConnectAsync(Url("http"), Once);
        using var socket = await _listener.AcceptTcpClientAsync().Come();
        await ReadRequest(socket.GetStream());
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        Assert.That((await connecting.Failure<ConnectionException>()).Code, Is.EqualTo(code));
    }

    private static byte[] Framed(params Message[] messages) => [.. messages.SelectMany(message =>
    {
        var bytes = Some.Bytes(message);
        var length = new byte[LengthPrefix.Size];
        LengthPrefix.Write(length, bytes.Length);
        return length.Concat(bytes);
    })];

    private static async Task<Message> ReadTcp(NetworkStream stream)
    {
        var length = new byte[LengthPrefix.Size];
        await stream.ReadExactlyAsync(length).AsTask().Come();
        var message = new byte[length[2] * 256 + length[3]];
        await stream.ReadExactlyAsync(message).AsTask().Come();
        return MessageReader.Read(message, ReadLimits.FromClient);
    }

    private static async Task<Message?> ReadWebSocket(WebSocket socket)
    {
        var buffer = new byte[4_096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().Come();
        return received.MessageType == WebSocketMessageType.Close
            ? null
            : MessageReader.Read(buffer.AsMemory(0, received.Count), ReadLimits.FromClient);
    }

    private static Task Send(WebSocket socket, Message message) =>
        socket.SendAsync(Some.Bytes(message), WebSocketMessageType.Binary, true, CancellationToken.None);

    private static async Task<string> ReadRequest(NetworkStream stream)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one).AsTask().Come();
            request.Append((char)one[0]);
        }
        return request.ToString();
    }

    private async Task<WebSocket> AcceptWebSocket()
    {
        var stream = (await _listener.AcceptTcpClientAsync().Come()).GetStream();
        var request = await ReadRequest(stream);
        var key = request.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase))
            .Split(':')[1].Trim();
#pragma warning disable CA5350 // The WebSocket handshake is defined with SHA-1.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
    }

    private string Url(string scheme) => $"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
}
