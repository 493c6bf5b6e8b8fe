using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>Where bytes do not go on the sockets themselves: with TLS, over HTTP/2, or because the application wants it so.</summary>
internal sealed class StreamTests
{
    private const int NotRead = 12; // the event of a client that is closed because it has not read

    private string _file = "";
    private X509Certificate2 _certificate = null!;

    [OneTimeSetUp]
    public async Task MakeCertificateAsync()
    {
        _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.pfx");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllBytesAsync(_file, _certificate.Export(X509ContentType.Pfx, "p"));
    }

    [OneTimeTearDown]
    public void DropCertificate()
    {
        _certificate.Dispose();
        File.Delete(_file);
    }

    [Test]
    public async Task WebSocket_OverHttpsOfAnyVersion_CarriesAll([Values("1.1", "2.0")] string version, [Values] bool sendsDirectly)
    {
        await using var server = await StartAsync(sendsDirectly);
        Assert.That(server.Server.Url, Does.StartWith("https://127.0.0.1:"));
        await using var client = await ConnectWebSocketAsync(server, Version.Parse(version));
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
        var stopping = server.Server.StopAsync();
        Assert.That(await client.EndAsync(), Is.EqualTo(Protocol.CloseCode.GoingAway));
        await stopping.InTime();
        Assert.That(server.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task WebSocket_WithCertificateOfTheConfiguration_CarriesAll()
    {
        await using var server = await TestServer.StartAsync(options =>
            options.ConfigureBuilder = builder => builder.Configuration.AddInMemoryCollection(
            [
                new("Kestrel:Endpoints:A:Url", "https://127.0.0.1:0"),
                new("Kestrel:Endpoints:A:Certificate:Path", _file),
                new("Kestrel:Endpoints:A:Certificate:Password", "p"),
            ]));
        await using var client = await ConnectWebSocketAsync(server, HttpVersion.Version11);
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
    }

    [Test]
    public async Task WebSocket_OverTls_GoesOutInLargePieces()
    {
        await using var server = await StartAsync(sendsDirectly: true, listen => listen.UseConnectionLogging());
        server.Log.KeepsAll = true;
        await using var client = await ConnectWebSocketAsync(server, HttpVersion.Version11);
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
        var written = server.Log.Entries.Select(entry => Regex.Match(entry.Text, @"^WriteAsync\[(\d+)\]")).Where(match => match.Success);
        Assert.That(written.Max(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), Is.GreaterThan(16_384));
    }

    [Test]
    public async Task Tcp_OverTls_CarriesAll([Values] bool sendsDirectly)
    {
        await using var server = await StartAsync(sendsDirectly);
        await using var client = await TcpTestClient.ConnectAsync(server.TcpEndPoint, AuthenticateAsync);
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
    }

    [Test]
    public async Task ClientOverTls_ThatReadsNothing_IsLetGo([Values] Carrier carrier, [Values] bool sendsDirectly, [Values] bool serverStops)
    {
        await using var server = await StartAsync(sendsDirectly);
        await using TestClient slow = carrier == Carrier.Tcp
            ? await TcpTestClient.ConnectAsync(server.TcpEndPoint, AuthenticateAsync)
            : await ConnectWebSocketAsync(server, HttpVersion.Version11);
        await slow.JoinAsync(slow);
        await using var other = await TcpTestClient.ConnectAsync(server.TcpEndPoint, AuthenticateAsync);
        await other.JoinAsync();
        for (var i = 0; i < 30; i++)
        {
            server.Board.Text.Value = new string((char)('a' + i), 600_000); // in all more than the system keeps for who does not read
            await other.UntilAsync<FrameMessage>();
        }
        var otherEnds = other.EndAsync(); // answers pings meanwhile
        if (!serverStops)
        {
            await server.PassUntilAsync(server.LeftAsync(slow.LogName), atMost: 25);
            Assert.That(server.Sessions.Count, Is.EqualTo(1), "the other stays");
        }
        await server.PassUntilAsync(server.Server.StopAsync(), atMost: 8);
        await otherEnds.InTime();
        Assert.That(server.Log.Warnings.Select(entry => entry.Event), Is.EqualTo(serverStops ? [] : new[] { NotRead }));
    }

    [Test]
    public async Task Server_ThatIsNotToSendDirectly_CarriesAll([Values] Carrier carrier)
    {
        await using var server = await TestServer.StartAsync(options => options.SendsDirectly = false);
        await using var client = await server.JoinAsync(carrier);
        await CarriesAllAsync(server, client);
    }

    private static async Task CarriesAllAsync(TestServer server, TestClient client)
    {
        server.Board.Text.Value = new string('t', 500_000);
        await client.NextAsync<FrameMessage>();
        Assert.That(client.Replica.Text(server.Board.Id), Has.Length.EqualTo(500_000));
        for (var i = 1; i <= 50; i++)
        {
            var answer = await client.CallAsync(server.Board.Id, "add", Value.FromInt(1));
            while (client.Replica.Position < answer.Position)
                await client.NextAsync<FrameMessage>();
            Assert.That(client.Replica.Int(server.Board.Id, "count"), Is.EqualTo(i));
        }
    }

    private async Task<WebSocketTestClient> ConnectWebSocketAsync(TestServer server, Version version)
    {
        using var invoker = new HttpMessageInvoker(
            new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs } });
        return await WebSocketTestClient.ConnectAsync(
            server.Url,
            options =>
            {
                options.HttpVersion = version;
                options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
                options.SetRequestHeader("Origin", server.Server.Url);
            },
            invoker);
    }

    private bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown!.GetCertHashString() == _certificate.GetCertHashString();

    private async Task<Stream> AuthenticateAsync(NetworkStream stream)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false, IsOurs);
        await secured.AuthenticateAsClientAsync("localhost");
        return secured;
    }

    private Task<TestServer> StartAsync(bool sendsDirectly, Action<ListenOptions>? configure = null) => TestServer.StartAsync(options =>
    {
        options.SendsDirectly = sendsDirectly;
        options.ConfigureBuilder = builder =>
        {
            builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug); // for UseConnectionLogging
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
            {
                configure?.Invoke(listen);
                listen.UseHttps(_file, "p");
            }));
        };
    });
}
