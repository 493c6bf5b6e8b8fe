using System.Globalization;
using System.Net;
using System.Security.Claims;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Who clients are, on a server of its own.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class AuthenticationTests(Carrier carrier)
{
    private const string Canary = "canary-0123456789";

    private Func<AuthenticationRequest, ValueTask<ClientIdentity?>> _authenticate = null!;
    private TestServer _server = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _authenticate = Users.ByToken;
        _server = await TestServer.StartAsync(options => options.Authenticate = request => _authenticate(request));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        Assert.That(
            _server.Log.Entries.Select(entry => $"{entry.Text} {entry.Exception}"), Is.All.Not.Contains(Canary), "no token is in the log");
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [Test]
    public async Task Client_WithAToken_IsTheUserThatItNames()
    {
        await using var client = await _server.JoinAsync(carrier, $"ann:{Canary}");

        Assert.That(client.Welcome!.User, Is.EqualTo("ann"));
        Assert.That((await client.CallAsync(_server.Board.Id, "whoAmI")).Value, Is.EqualTo(Value.FromString("ann")));
    }

    [Test]
    public async Task Client_WithoutAName_IsAGuestWithItsClaims()
    {
        _authenticate = _ => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "reader")])));
        await using var client = await _server.JoinAsync(carrier);

        Assert.That(client.Welcome!.User, Is.EqualTo("guest-1"));
        Assert.That((await client.CallAsync(_server.Board.Id, "mayRead")).Value, Is.EqualTo(Value.FromBool(true)));
    }

    [TestCase("guest-1", false)]
    [TestCase("guest-05", false)]
    [TestCase("guest-", true)]
    [TestCase("guest-1a", true)]
    [TestCase("Guest-1", true)]
    public async Task Client_ThatIsNamedAsGuestsAre_IsRefused(string name, bool isTaken)
    {
        await using var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync(token: $"{name}:{Canary}");
        if (isTaken)
            Assert.That((await client.NextAsync<WelcomeMessage>()).User, Is.EqualTo(name));
        else
            await RefusedAsync(client, CloseCode.Unauthenticated);
        Assert.That(
            _server.Log.Entries.Count(entry => entry.Text.Contains($"signs in as {name}")), Is.EqualTo(isTaken ? 0 : 1));
    }

    [Test]
    public async Task Client_OfAnAddressThatFailsTooOften_WaitsUnaskedAndOthersDoNot()
    {
        var asked = 0;
        _authenticate = request =>
        {
            asked++;
            return Users.ByToken(request);
        };
        for (var i = 0; i < 10; i++)
            Assert.That(await RefusedAsync("bad"), Is.EqualTo(CloseCode.Unauthenticated));
        if (carrier == Carrier.WebSocket)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            using var answer = await http.SendAsync(request).InTime();
            Assert.That((int)answer.StatusCode, Is.EqualTo(429));
            Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        }
        else
        {
            await using var client = await _server.ConnectAsync(carrier);
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.RateLimited));
            Assert.That(client.Bye!.RetryAfter, Is.InRange(1, 1_000));
        }
        Assert.That(asked, Is.EqualTo(10));
        await using (var other = await TcpTestClient.ConnectAsync(_server.TcpEndPoint, from: IPAddress.Parse("127.0.0.2")))
            await other.JoinAsync(other, token: "ann");
        _server.Pass(TimeSpan.FromSeconds(1));
        await using var ann = await _server.JoinAsync(carrier, "ann");
        Assert.That((ann.Welcome!.User, asked), Is.EqualTo(("ann", 12)));
    }

    [Test]
    public async Task Client_ThatWasThereBeforeItsAddressHadToWait_IsNotAskedAbout()
    {
        var clients = new List<TestClient>();
        for (var i = 0; i < 12; i++)
            clients.Add(await _server.ConnectAsync(carrier));
        var codes = new List<CloseCode>();
        foreach (var client in clients)
        {
            await client.SendHelloAsync(token: "bad");
            codes.Add(await client.EndAsync());
        }
        Assert.That(
            codes, Is.EqualTo(Enumerable.Repeat(CloseCode.Unauthenticated, 10).Append(CloseCode.RateLimited).Append(CloseCode.RateLimited)));
    }

    private async Task<CloseCode> RefusedAsync(string token)
    {
        await using var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync(token: token);
        return await client.EndAsync();
    }

    [TestCase(null)]
    [TestCase("bad")]
    public async Task Client_WithAMissingOrBadToken_IsRefused(string? token)
    {
        var answers = new List<ByeMessage?>();
        foreach (var tree in (string[])["", "nowhere"]) // who is nobody does not learn which trees there are
        {
            var client = await _server.ConnectAsync(carrier);
            await client.SendHelloAsync(tree, token);
            await RefusedAsync(client, CloseCode.Unauthenticated);
            answers.Add(client.Bye);
        }
        Assert.That(answers, Is.All.EqualTo(new ByeMessage(CloseCode.Unauthenticated)));
    }

    [TestCase(8_192, ExpectedResult = CloseCode.None)]
    [TestCase(8_193, ExpectedResult = CloseCode.Unauthenticated)]
    [TestCase(100_000, ExpectedResult = CloseCode.TooBig)]
    public async Task<CloseCode> Token_OfSoManyBytes_IsTakenOrRefused(int bytes)
    {
        var asked = 0;
        _authenticate = request => new(++asked == 0 ? null : Users.Named("ann"));
        await using var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("", Canary.PadRight(bytes, 'x'));
        if (await client.NextAsync() is WelcomeMessage)
            return CloseCode.None;
        Assert.That(asked, Is.Zero, "nobody looks at what is too long");
        return await client.EndAsync();
    }

    [TestCase("exp", ExpectedResult = CloseCode.Unauthenticated)]
    [TestCase("nonsense", ExpectedResult = CloseCode.Unauthenticated)]
    [TestCase("given", ExpectedResult = CloseCode.Unauthenticated)]
    public async Task<CloseCode> Identity_ThatHasExpired_IsRefused(string how)
    {
        var now = _server.Time.GetUtcNow();
        _authenticate = _ => new(how switch
        {
            "exp" => Users.Named("ann", Expiry(now.AddSeconds(-1))),
            "nonsense" => Users.Named("ann", new Claim("exp", "soon")),
            _ => new ClientIdentity(Users.Named("ann"), now),
        });
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("", Canary);
        return await client.EndAsync();
    }

    [Test]
    public async Task Identity_ThatExpires_EndsItsSessionsWithinASecond([Values] bool byClaim)
    {
        var end = _server.Time.GetUtcNow().AddSeconds(60);
        _authenticate = request => new(
            request.Token == "other" ? Users.Named("bob")
            : byClaim ? Users.Named("ann", Expiry(end))
            : new ClientIdentity(Users.Named("ann"), end));
        var client = await _server.JoinAsync(carrier, Canary);
        await using var other = await _server.JoinAsync(carrier, "other");

        for (var passed = 0; passed < 59; passed++)
        {
            _server.Pass(TimeSpan.FromSeconds(1));
            await client.CallAsync(_server.Board.Id, "add", Value.FromInt(1)); // it is there, and heard
            await other.CallAsync(_server.Board.Id, "add", Value.FromInt(1));
        }
        Assert.That(_server.Board.Count.Value, Is.EqualTo(118));
        var ending = client.EndAsync();
        await _server.PassUntilAsync(ending, atMost: 2);

        Assert.That(await ending, Is.EqualTo(CloseCode.Unauthenticated));
        await other.CallAsync(_server.Board.Id, "add", Value.FromInt(1));
    }

    [Test]
    public async Task Authenticate_ThatThrows_EndsTheClientAndTellsNothing()
    {
        _authenticate = request => throw new InvalidOperationException($"The token {request.Token} is odd.");
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("", Canary);

        await RefusedAsync(client, CloseCode.Internal);
        var correlation = client.Bye!.Details["correlation"].AsString();
        var entry = await _server.Log.UntilAsync(entry => entry.Text.Contains(correlation));
        Assert.That(entry.Text, Does.Contain(nameof(InvalidOperationException)).And.Contain(nameof(AuthenticationTests)));
    }

    [Test]
    public async Task Authenticate_ThatDoesNotAnswer_IsNotWaitedForForever()
    {
        var asked = new TaskCompletionSource<AuthenticationRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<ClientIdentity?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _authenticate = request =>
        {
            asked.TrySetResult(request);
            return new(answer.Task);
        };
        _server.Pass(TimeSpan.FromSeconds(4));
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("", Canary);
        var request = await asked.Task.InTime();
        var ending = client.EndAsync();

        _server.Pass(TimeSpan.FromSeconds(4.5));
        Assert.That(request.Cancellation.IsCancellationRequested, Is.False);
        var cancelled = new TaskCompletionSource();
        request.Cancellation.Register(() => throw new IOException("what the application registers may throw"));
        request.Cancellation.Register(cancelled.SetResult);
        await _server.PassUntilAsync(ending, atMost: 2);

        Assert.That(await ending, Is.EqualTo(CloseCode.Timeout));
        await cancelled.Task.InTime();
        answer.SetException(new InvalidOperationException(Canary)); // what comes late is of no account
    }

    [Test]
    public async Task Authenticate_IsToldWhereTheClientIs()
    {
        AuthenticationRequest? request = null;
        _authenticate = asked => Users.ByToken(request = asked);
        await using var client = carrier == Carrier.Tcp
            ? await _server.ConnectAsync()
            : await WebSocketTestClient.ConnectAsync(_server.Url, options => options.SetRequestHeader("Authorization", $"Bearer {Canary}"))
                as TestClient;
        await client.JoinAsync(client, token: $"ann:{Canary}");

        Assert.That(((IPEndPoint)request!.Address!).Address, Is.EqualTo(IPAddress.Loopback));
        Assert.That(
            request.Headers.Authorization.ToString(), Is.EqualTo(carrier == Carrier.Tcp ? "" : $"Bearer {Canary}"));
        Assert.That(request.Principal.Identity!.IsAuthenticated, Is.False);
        Assert.That(request.ToString(), Does.Not.Contain(Canary));
    }

    [Test]
    public async Task Hello_WithAnotherUser_IsRefusedAndTheFirstStays()
    {
        await using var bystander = await _server.JoinAsync(carrier, "ann");
        var client = await _server.JoinAsync(carrier, "ann");
        await client.SendHelloAsync("", "bob");
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.ProtocolState));
        Assert.That((await bystander.CallAsync(_server.Board.Id, "whoAmI")).Value, Is.EqualTo(Value.FromString("ann")));
    }

    private static Claim Expiry(DateTimeOffset end) => new("exp", end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private static async Task RefusedAsync(TestClient client, CloseCode code)
    {
        Assert.That(await client.EndAsync(), Is.EqualTo(code));
        Assert.That(client.Welcome, Is.Null);
        if (client is WebSocketTestClient socket)
            Assert.That(((long?)socket.CloseStatus, socket.CloseReason), Is.EqualTo(((long)code, code.Name())));
    }
}
