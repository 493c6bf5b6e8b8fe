using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>Trees inside an application that is there already, and files beside a tree.</summary>
internal sealed class ApplicationTests
{
    [Test]
    public async Task Application_WithATree_ServesItBesideItsOwnPages()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddObjectTree(options => options.Tree.RootType = typeof(Board));
        await using var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/", () => "own");
        application.MapObjectTree("/deep/tree");
        application.MapObjectTree("/again");
        await application.StartAsync();
        var tree = application.Services.GetRequiredService<Tree>();
        Assert.That(application.Services.GetRequiredService<HostedTrees>().Default, Is.SameAs(tree));
        tree.CreateObject<Greeter>();

        var url = application.Urls.Single();
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        Assert.That(await http.GetStringAsync("/"), Is.EqualTo("own"));
        foreach (var path in (string[])["/deep/tree", "/again"])
        {
            var client = await (await WebSocketTestClient.ConnectAsync(url + path)).JoinAsync();
            Assert.That(client.Replica.Objects, Has.Count.EqualTo(2));
            await client.DisposeAsync();
        }
        var last = await (await WebSocketTestClient.ConnectAsync(url + "/again")).JoinAsync();
        var stopping = application.StopAsync();
        Assert.That(await last.EndAsync(), Is.EqualTo(CloseCode.GoingAway));
        await stopping.InTime();
    }

    [Test]
    public async Task Map_WithoutAdd_SaysWhatIsMissing()
    {
        await using var application = WebApplication.CreateSlimBuilder().Build();
        Assert.That(() => application.MapObjectTree(), Throws.InvalidOperationException.With.Message.Contains("AddObjectTree"));
    }

    [Test]
    public async Task Request_ThatIsNoWebSocket_IsToldToUpgrade()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.GetAsync(server.Url);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UpgradeRequired));
        using var hello = await http.PostAsync(server.Url, new ByteArrayContent(TestClient.Encode(TestClient.Hello()).ToArray()));
        Assert.That(hello.StatusCode, Is.EqualTo(HttpStatusCode.UpgradeRequired));
    }

    [Test]
    public async Task WebRoot_IsServedInsteadOfThePage()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "<p>own page</p>");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "own.js"), "own();");
            await File.WriteAllTextAsync(Path.Combine(folder.Parent!.FullName, folder.Name + ".secret"), "secret");
            await using var server = await TestServer.StartAsync(options => options.WebRoot = folder.FullName);
            using var http = new HttpClient { BaseAddress = new Uri(server.Server.Url) };
            Assert.That(await http.GetStringAsync("/"), Is.EqualTo("<p>own page</p>"));
            using var script = await http.GetAsync("/own.js");
            Assert.That(script.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/javascript"));
            Assert.That(script.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            using var outside = await http.GetAsync($"/%2e%2e/{folder.Name}.secret");
            Assert.That(outside.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            using var missing = await http.GetAsync("/missing.html");
            Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            await using var client = await server.JoinWebSocketAsync();
        }
        finally
        {
            File.Delete(folder.FullName + ".secret");
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Page_OfTheServer_IsServedWithItsScriptsAndKnowsItsTree()
    {
        await using var server = await TestServer.StartAsync(options => options.TreePath = "/my/tree");
        using var http = new HttpClient { BaseAddress = new Uri(server.Server.Url) };
        using var page = await http.GetAsync("/");
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("content=\"/my/tree\""));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using var unchanged = await http.SendAsync(again);
        Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        foreach (var hidden in (string[])["/objecttree/index.html", "/objecttree/nothing.js", "/objecttree/..%2findex.html"])
        {
            using var answer = await http.GetAsync(hidden);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), hidden);
        }
    }
}
