using System.Net;
using Microsoft.Extensions.Logging;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Tokens: where they may be, what of them reaches the application, and that no log has them.</summary>
internal sealed class TokenTests
{
    private const string Canary = "canary-0123456789";

    private readonly List<string?> _asked = [];
    private Func<AuthenticationRequest, ValueTask<ClientIdentity?>> _authenticate = null!;
    private TestServer _server = null!;

    [SetUp]
    public Task StartAsync() => StartAsync(LogLevel.Trace);

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        Assert.That(
            _server.Log.Entries.Where(entry => $"{entry.Text} {entry.Exception}".Contains(Canary, StringComparison.Ordinal)), Is.Empty);
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [Test]
    public async Task Token_WhateverBecomesOfIt_IsInNoLineOfTheMostDetailedLog([Values] Carrier carrier)
    {
        foreach (var token in new[] { $"ann:{Canary}", $"{Canary}\n{Canary}" })
        {
            await using var client = await _server.JoinAsync(carrier, token);
            await client.SendAsync(new CallMessage(1, _server.Board.Id, "fail", []));
            await client.UntilAsync<AnswerMessage>();
            await client.SendHelloAsync(token: token);
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.ProtocolState));
        }
        Func<AuthenticationRequest, ValueTask<ClientIdentity?>>[] refusals =
        [
            _ => default,
            request => throw new InvalidOperationException(request.Token, new IOException(request.Token)),
            request => ValueTask.FromException<ClientIdentity?>(new KeyNotFoundException(request.Token)),
            _ => new(new ClientIdentity(Users.Named("ann"), _server.Time.GetUtcNow())),
        ];
        foreach (var refusal in refusals)
        {
            _authenticate = refusal;
            await using var client = await _server.ConnectAsync(carrier);
            await client.SendHelloAsync(token: Canary);
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated).Or.EqualTo(CloseCode.Internal));
        }
        await using var odd = await _server.ConnectAsync(carrier);
        await odd.SendAsync((byte[])[.. TestClient.Encode(TestClient.Hello() with { Token = Canary }).Span, 0xc1]);
        Assert.That(await odd.EndAsync(), Is.EqualTo(CloseCode.Malformed));

        Assert.That(_server.Log.Entries, Has.Some.Property("Category").Contains("Kestrel"), "it is detailed");
    }

    [Test]
    public async Task Token_InAHeader_IsInNoLineOfTheMostDetailedLog()
    {
        await using var client = await WebSocketTestClient.ConnectAsync(_server.Url, options =>
        {
            options.SetRequestHeader("Authorization", $"Bearer {Canary}");
            options.SetRequestHeader("Cookie", $"session={Canary}");
        });
        await client.JoinAsync(client, token: "ann");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Canary}");
        using var answer = await http.GetAsync(_server.Url).InTime();

        Assert.That(answer.IsSuccessStatusCode, Is.False, "it is no request for a WebSocket");
    }

    [Test]
    public async Task Token_InAUrl_ProvesNothingAndIsNotLoggedByTheServersOwnChoice()
    {
        await _server.DisposeAsync();
        await StartAsync(framework: null);
        foreach (var name in new[] { "token", "access_token" })
        {
            await using var client = await WebSocketTestClient.ConnectAsync($"{_server.Url}?{name}={Canary}");
            await client.SendHelloAsync();
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated));
            using var http = new HttpClient();
            foreach (var path in new[] { "/tree", "/nowhere", "/" })
                using (await http.GetAsync($"{_server.Server.Url}{path}?{name}={Canary}").InTime())
                    continue;
        }
        Assert.That(_asked, Is.EqualTo(new string?[] { null, null }));
    }

    [Test]
    public async Task Token_ThatIsNoString_IsMalformedAndNobodyIsAsked(
        [Values] Carrier carrier,
        [Values("01", "c3", "91a161", "81a16101", "c40161", "d40161", "cb7ff8000000000000", "a1ff", "a3eda080", "c1")] string bytes)
    {
        var hello = TestClient.Encode(TestClient.Hello() with { Token = "TTTT" }).ToArray();
        var at = hello.AsSpan().IndexOf("TTTT"u8) - 1; // its head
        await using var client = await _server.ConnectAsync(carrier);
        await client.SendAsync((byte[])[.. hello[..at], .. Convert.FromHexString(bytes), .. hello[(at + 5)..]]);
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
        Assert.That(_asked, Is.Empty);
    }

    [Test]
    public async Task Token_OfAnyCharacters_ReachesTheApplicationAsItIs([Values] Carrier carrier)
    {
        string[] tokens = ["", " ", "\0", "a\r\nb", "..", "null", "\u202e\ufeff", "\ud83d\ude00", new('\u00e9', 4_096)];
        foreach (var token in tokens)
            await (await _server.JoinAsync(carrier, token)).DisposeAsync();
        await using var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync(token: new string('\u00e9', 4_097)); // of two bytes each
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated));
        Assert.That(_asked, Is.EqualTo(tokens));
    }

    [Test]
    public async Task User_WhoseNameHasLines_WritesOneLine([Values] Carrier carrier)
    {
        _authenticate = _ => new(Users.Named("ann\r\nwarn: forged\u2028\u0085\u001b[2J\u202e"));
        await using var client = await _server.JoinAsync(carrier, "");
        await client.CallAsync(_server.Board.Id, "fail");
        var named = _server.Log.Entries.Select(entry => entry.Text).Where(text => text.Contains("forged", StringComparison.Ordinal));
        Assert.That(named, Is.Not.Empty.And.All.Contains("ann??warn: forged???[2J?"));
    }

    [Test]
    public async Task Headers_OfAHundredKilobytes_ReachNobody()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Canary}{new string('x', 100_000)}");
        using var answer = await http.SendAsync(request).InTime();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestHeaderFieldsTooLarge));
        Assert.That(_asked, Is.Empty);
    }

    /// <param name="framework">The least level that ASP.NET Core logs; null: as the server has it by itself.</param>
    private async Task StartAsync(LogLevel? framework)
    {
        _asked.Clear();
        _authenticate = request => new(request.Token is null ? null : Users.Named("ann"));
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = request =>
            {
                _asked.Add(request.Token);
                return _authenticate(request);
            };
            options.ConfigureBuilder = builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                if (framework is { } least)
                    builder.Logging.AddFilter("Microsoft", least);
            };
        });
        _server.Log.KeepsAll = true;
    }
}
