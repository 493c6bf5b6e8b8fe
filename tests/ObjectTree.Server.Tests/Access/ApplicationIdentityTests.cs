using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Who clients are where an application's own authentication runs.</summary>
internal sealed class ApplicationIdentityTests
{
    [Test]
    public async Task User_OfTheApplication_IsTheCaller([Values] bool isConfigured)
    {
        await using var server = await StartAsync(options => options.ConfigureApplication = isConfigured ? _ => { } : null);
        await using var ann = await ConnectAsync(server, "ann");
        await using var guest = await ConnectAsync(server, null);
        await ann.JoinAsync();
        await guest.JoinAsync();

        Assert.That((await ann.CallAsync(server.Board.Id, "whoAmI")).Value, Is.EqualTo(Value.FromString("ann")));
        Assert.That((await guest.CallAsync(server.Board.Id, "whoAmI")).Value, Is.EqualTo(Value.FromString("guest-1")));
    }

    [Test]
    public async Task Endpoint_ThatRequiresAUser_RefusesGuestsBeforeTheUpgrade()
    {
        await using var server = await StartAsync(
            options => options.ConfigureApplication = application => application.MapObjectTree("/members").RequireAuthorization(),
            path: "/open");
        var members = server.Server.Url + "/members";
        Assert.That(
            async () => await WebSocketTestClient.ConnectAsync(members),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains(((int)HttpStatusCode.Unauthorized).ToString()));
        await using var ann = await ConnectAsync(server, "ann", members);
        await ann.JoinAsync();
        Assert.That(ann.Welcome!.User, Is.EqualTo("ann"));
    }

    [Test]
    public async Task Ticket_ThatExpires_EndsItsSessionsWithinASecond()
    {
        await using var server = await StartAsync(_ => { });
        await using var ann = await ConnectAsync(server, "ann");
        await ann.JoinAsync();
        server.Pass(TimeSpan.FromSeconds(9));
        await ann.CallAsync(server.Board.Id, "whoAmI");

        var ending = ann.EndAsync();
        await server.PassUntilAsync(ending, atMost: 2);
        Assert.That(await ending, Is.EqualTo(CloseCode.Unauthenticated));
    }

    [Test]
    public async Task Authenticate_InAnApplication_SeesItsUserAndDecides()
    {
        await using var server = await StartAsync(options => options.Authenticate = request =>
            new(request.Token == "admin" ? Users.Named($"{request.Principal.FindFirst(ClaimTypes.NameIdentifier)!.Value} as admin") : null));
        await using var ann = await ConnectAsync(server, "ann");
        await ann.JoinAsync(ann, token: "admin");
        Assert.That(ann.Welcome!.User, Is.EqualTo("ann as admin"));
        await using var bob = await ConnectAsync(server, "bob");
        await bob.SendHelloAsync();
        Assert.That(await bob.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated));
    }

    [Test]
    public async Task Cookie_WithoutAnOrigin_IsRefusedBeforeTheUpgrade()
    {
        await using var server = await StartAsync(_ => { });
        Assert.That(
            async () => await ConnectAsync(server, "ann", ("Cookie", "session=1")),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains(((int)HttpStatusCode.Forbidden).ToString()));
        Assert.That(server.Log.Entries, Has.Some.Property("Text").Contains("tells no origin").And.None.Property("Text").Contains("session=1"));

        (string, string)[][] allowed =
        [
            [("Cookie", "session=1"), ("Origin", server.Server.Url)],
            [("Cookie", "session=1"), ("Authorization", "Bearer 1")],
            [],
        ];
        foreach (var headers in allowed)
        {
            await using var ann = await ConnectAsync(server, "ann", headers);
            await ann.JoinAsync();
            Assert.That(ann.Welcome!.User, Is.EqualTo("ann"));
        }
        await using var guest = await ConnectAsync(server, null, ("Cookie", "theme=dark"));
        await guest.JoinAsync();
    }

    private static Task<WebSocketTestClient> ConnectAsync(TestServer server, string? user, params (string Name, string Value)[] headers) =>
        WebSocketTestClient.ConnectAsync(server.Url, options =>
        {
            options.SetRequestHeader("X-User", user);
            foreach (var (name, value) in headers)
                options.SetRequestHeader(name, value);
        });

    private static Task<TestServer> StartAsync(Action<ObjectTreeServerOptions> configure, string path = "/tree") => TestServer.StartAsync(
        options =>
        {
            options.TreePath = path;
            options.ConfigureBuilder = builder =>
            {
                builder.Services.AddAuthentication("tests").AddScheme<AuthenticationSchemeOptions, UserHeader>("tests", null);
                builder.Services.AddAuthorization();
            };
            configure(options);
        });

    private static Task<WebSocketTestClient> ConnectAsync(TestServer server, string? user, string url) =>
        WebSocketTestClient.ConnectAsync(url, options => options.SetRequestHeader("X-User", user));

    /// <summary>Takes a header's word for who the client is, for 10 s.</summary>
    private sealed class UserHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"].ToString() is not { Length: > 0 } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            var properties = new AuthenticationProperties { ExpiresUtc = TimeProvider.GetUtcNow().AddSeconds(10) };
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Users.Named(user), properties, Scheme.Name)));
        }
    }
}
