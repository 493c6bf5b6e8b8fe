using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>Requests for WebSocket as they may come over the wire.</summary>
internal abstract class UpgradeTests(Action<WebApplication>? configureApplication)
{
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    protected static readonly string[] Usual = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key];

    private TestServer _server = null!;

    [SetUp]
    public async Task StartAsync() =>
        _server = await TestServer.StartAsync(options => options.ConfigureApplication = configureApplication);

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("/tree", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("/tree?a=b&c", "connection: keep-alive, upgrade", "UPGRADE:WebSocket", "sec-websocket-version: 13", Key)]
    [TestCase("/TREE", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("/tree", "Connection: keep-alive", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase(
        "/tree", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key,
        "Sec-WebSocket-Extensions: permessage-deflate")]
    public async Task Request_AsClientsMaySendIt_IsAnswered(string target, params string[] fields)
    {
        using var client = await OpenAsync();
        await client.GetStream().WriteAsync(Request(target, fields));
        var head = await ReadHeadAsync(client);
        Assert.That(head, Does.StartWith("HTTP/1.1 101 ").And.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=").And.Not.Contains("Extensions"));
    }

    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")]
    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: short")]
    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", Key)]
    [TestCase("GET /tree HTTP/1.1", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: h2c", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("POST /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key, "Content-Length: 0")]
    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key, "Host: other")]
    [TestCase("GET /tree HTTP/1.1", "Connection: Upgrade", "Upgrade : websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("GET /tre HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    [TestCase("GET  /tree HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", Key)]
    public async Task Request_ThatIsNone_IsRefusedByHttp(string line, params string[] fields)
    {
        using var client = await OpenAsync();
        await client.GetStream().WriteAsync(Head(line, fields));
        Assert.That(await ReadHeadAsync(client), Does.Match("^HTTP/1.1 4\\d\\d "));
    }

    [Test]
    public async Task Request_ByteByByte_IsAnswered()
    {
        using var client = await OpenAsync();
        foreach (var one in Request("/tree", Usual))
            await client.GetStream().WriteAsync(new[] { one });
        Assert.That(await ReadHeadAsync(client), Does.StartWith("HTTP/1.1 101 "));
    }

    [Test]
    public async Task Request_AfterAnotherOnTheSameConnection_IsAnswered()
    {
        using var client = await OpenAsync();
        await client.GetStream().WriteAsync(Head("GET /nothing HTTP/1.1", []));
        Assert.That(await ReadHeadAsync(client), Does.StartWith("HTTP/1.1 404 ").And.Contains("Content-Length: 0"));
        await client.GetStream().WriteAsync(Request("/tree", Usual));
        Assert.That(await ReadHeadAsync(client), Does.StartWith("HTTP/1.1 101 "));
    }

    protected async Task<TcpClient> OpenAsync()
    {
        var uri = new Uri(_server.Url);
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(uri.Host, uri.Port).InTime();
        return client;
    }

    protected byte[] Request(string target, string[] fields) => Head($"GET {target} HTTP/1.1", fields);

    private byte[] Head(string line, string[] fields) =>
        Encoding.ASCII.GetBytes(string.Join("\r\n", [line, $"Host: {new Uri(_server.Url).Authority}", .. fields, "", ""]));

    protected static async Task<string> ReadHeadAsync(TcpClient client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one).AsTask().InTime();
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
