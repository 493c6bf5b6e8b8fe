using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>Where bytes do not go on the sockets themselves: with TLS, over HTTP/2, or because the application wants it so.</summary>
internal sealed class StreamTests
{
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
        using var invoker = new HttpMessageInvoker(
            new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs } });
        await using var client = await WebSocketTestClient.ConnectAsync(
            server.Url,
            options =>
            {
                options.HttpVersion = Version.Parse(version);
                options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
                options.SetRequestHeader("Origin", server.Server.Url);
            },
            invoker);
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
        var stopping = server.Server.StopAsync();
        Assert.That(await client.EndAsync(), Is.EqualTo(Protocol.CloseCode.GoingAway));
        await stopping.InTime();
        Assert.That(server.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Tcp_OverTls_CarriesAll([Values] bool sendsDirectly)
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.SendsDirectly = sendsDirectly;
            options.ConfigureBuilder = builder =>
                builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.UseHttps(_file, "p")));
        });
        Assert.That(server.Server.Url, Does.StartWith("https://127.0.0.1:"));
        await using var client = await TcpTestClient.ConnectAsync(server.TcpEndPoint, stream => AuthenticateAsync(stream));
        await client.JoinAsync();
        await CarriesAllAsync(server, client);
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

    private bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown!.GetCertHashString() == _certificate.GetCertHashString();

    private async Task<Stream> AuthenticateAsync(NetworkStream stream)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false, IsOurs);
        await secured.AuthenticateAsClientAsync("localhost");
        return secured;
    }

    private Task<TestServer> StartAsync(bool sendsDirectly) => TestServer.StartAsync(options =>
    {
        options.SendsDirectly = sendsDirectly;
        options.ConfigureBuilder = builder => builder.Configuration.AddInMemoryCollection(
        [
            new("Kestrel:Endpoints:A:Url", "https://127.0.0.1:0"),
            new("Kestrel:Endpoints:A:Certificate:Path", _file),
            new("Kestrel:Endpoints:A:Certificate:Password", "p"),
        ]);
    });
}
