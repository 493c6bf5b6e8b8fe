using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

internal sealed class StoppingTests
{
    [Test]
    public async Task Stop_WithClients_SendsThemAwayToComeBack()
    {
        await using var server = await TestServer.StartAsync();
        TestClient[] clients = [await server.JoinAsync(), await server.JoinWebSocketAsync(), await server.JoinAsync("other"),
            await server.ConnectAsync()];
        var stopping = server.Server.StopAsync();
        foreach (var client in clients)
        {
            Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.GoingAway));
            Assert.That(client.Bye!.RetryAfter, Is.InRange(0, 1_000));
        }
        await stopping.InTime();
        Assert.That(server.Log.Warnings, Is.Empty);
        Assert.That(() => server.Server.Url, Throws.InvalidOperationException);
        Assert.That(server.Board.Add(1), Is.EqualTo(1), "the trees stay");
    }

    [Test]
    public async Task Stop_WithClientsThatDoNotReact_EndsInSeconds([Values] Carrier carrier)
    {
        var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(carrier);
        await server.PassUntilAsync(server.Server.StopAsync(), atMost: 5);
        Assert.That(server.Sessions.Count, Is.Zero);
        await server.DisposeAsync();
    }

    [Test]
    public async Task Stop_WhileACallNeverReturns_EndsInSeconds()
    {
        var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendCallAsync(server.Board.Id, "wait");
        await server.Board.Waiting.Task.InTime();
        await server.PassUntilAsync(server.Server.StopAsync(), atMost: 5);
        Assert.That(server.Log.Warnings.Single().Text, Does.Contain("1 clients are left behind"));
        await server.DisposeAsync();
    }

    [Test]
    public async Task Stop_AfterACall_StillAnswersIt()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.JoinAsync();
        Assert.That((await client.CallAsync(server.Board.Id, "add", Value.FromInt(1))).Code, Is.Null);
        var stopping = server.Server.StopAsync();
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.GoingAway));
        await stopping.InTime();
    }

    [Test]
    public async Task Stop_WhileClientsConnect_LeavesNobody()
    {
        await using var server = await TestServer.StartAsync();
        var (tcp, url) = (server.TcpEndPoint, server.Url);
        var clients = Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            try
            {
                TestClient client = i % 2 == 0 ? await TcpTestClient.ConnectAsync(tcp) : await WebSocketTestClient.ConnectAsync(url);
                await client.SendHelloAsync();
                return await client.EndAsync();
            }
            catch (Exception exception) when (exception is not TimeoutException)
            {
                return CloseCode.None; // refused
            }
        })).ToList();
        await server.PassUntilAsync(server.Server.StopAsync(), atMost: 5);
        var codes = await Task.WhenAll(clients).InTime();
        Assert.That(codes, Is.All.AnyOf(CloseCode.GoingAway, CloseCode.None));
        Assert.That(server.Sessions.Count, Is.Zero);
    }

    [Test]
    public async Task Server_StoppedAndDisposedTwice_TakesItCalmly()
    {
        var server = await TestServer.StartAsync();
        await server.Server.StopAsync();
        await server.Server.StopAsync();
        Assert.That(async () => await server.Server.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("starts once"));
        await server.Server.DisposeAsync();
        await server.Server.DisposeAsync();
    }

    [Test]
    public async Task Server_NeverStarted_CanBeDisposed() => await new ObjectTreeServer().DisposeAsync();

    [Test]
    public async Task Connections_OverTheLimit_AreOverloaded([Values] Carrier carrier)
    {
        await using var server = await TestServer.StartAsync(options => options.Limits = new SessionLimits { Connections = 1 });
        await using var first = await server.JoinAsync();
        var second = await server.ConnectAsync(carrier);
        Assert.That(await second.EndAsync(), Is.EqualTo(CloseCode.Overloaded));
        Assert.That(second.Bye!.RetryAfter, Is.InRange(1_000, 5_000));
        await first.DisposeAsync();
        await server.LeftAsync(first.LogName);
        await server.LeftAsync("", 2);
        await using var third = await server.JoinAsync(carrier);
    }
}
