using Microsoft.Extensions.Logging;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

internal sealed class OriginTests
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync(options => options.AllowedOrigins.Add("https://good.example"));

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("{own}")]
    [TestCase("https://good.example")]
    [TestCase("HTTPS://GOOD.example")]
    [TestCase(null)]
    public async Task Origin_ThatIsTheServersOwnOrListedOrNone_MayConnect(string? origin) =>
        Assert.That(await StatusAsync(origin), Is.EqualTo("101"));

    [TestCase("null")]
    [TestCase("https://other.example")]
    [TestCase("https://good.example.evil.example")]
    [TestCase("https://evil-good.example")]
    [TestCase("https://good.example:444")]
    [TestCase("https://good.example.")]
    [TestCase("https://good.example/")]
    [TestCase("http://good.example")]
    [TestCase("{own}0")]
    [TestCase("https://good.example https://evil.example")]
    [TestCase("file://")]
    public async Task Origin_OfAnotherPage_IsForbidden(string origin)
    {
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var warnings = _server.Log.Warnings.Count;
        Assert.That(await StatusAsync(origin), Is.EqualTo("403"));
        Assert.That(_server.Sessions.Count, Is.Zero);
        var line = _server.Log.Warnings.Skip(warnings).Single();
        Assert.That(line.Text, Does.Contain("AllowedOrigins").And.Not.Contain("good.example"), "what to do, and not what the page says");
    }

    [Test]
    public async Task Origins_TwoOfThem_AreForbidden()
    {
        var (socket, head) = await RawWebSocket.ConnectAsync(_server.Url, "Origin: https://good.example", "Origin: https://evil.example");
        socket.Dispose();
        Assert.That(head, Does.StartWith("HTTP/1.1 403 "));
    }

    [Test]
    public async Task Origins_Flooding_AreLoggedTenTimesASecond()
    {
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var warnings = _server.Log.Warnings.Count;
        for (var i = 0; i < 30; i++)
            await StatusAsync("https://evil.example");
        Assert.That(_server.Log.Warnings, Has.Count.EqualTo(warnings + 10));
        Assert.That(_server.Log.Warnings.Select(line => line.Level), Is.All.EqualTo(LogLevel.Warning));
    }

    [TestCase("localhost", 200)]
    [TestCase("127.0.0.1", 200)]
    [TestCase("good.example", 200)]
    [TestCase("evil.example", 400)]
    [TestCase("localhost.evil.example", 400)]
    public async Task Host_OnLoopback_IsLoopbackOrListed(string host, int status)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Server.Url);
        request.Headers.Host = $"{host}:{new Uri(_server.Server.Url).Port}";
        using var response = await http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status), "a name that points to loopback is no way around the origin");
    }

    [Test]
    public async Task Page_InAForeignFrame_IsForbiddenByItsHead()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(_server.Server.Url));
        Assert.That(response.Headers.GetValues("Content-Security-Policy"), Is.EqualTo(new[] { "frame-ancestors 'self'" }));
    }

    private async Task<string> StatusAsync(string? origin)
    {
        string[] headers = origin is null ? [] : ["Origin: " + origin.Replace("{own}", _server.Server.Url, StringComparison.Ordinal)];
        var (socket, head) = await RawWebSocket.ConnectAsync(_server.Url, headers);
        using (socket)
        {
            if (head.Contains(" 101 ", StringComparison.Ordinal))
            {
                var left = _server.Log.Entries.Count(entry => entry.Event == 16);
                await socket.SendAsync(RawWebSocket.Frame(0x88, Array.Empty<byte>()));
                await socket.CloseCodeAsync();
                await _server.LeftAsync("", left + 1);
            }
            return head.Split(' ')[1];
        }
    }
}
