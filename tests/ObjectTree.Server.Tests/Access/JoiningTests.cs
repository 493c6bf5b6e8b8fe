using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Who may join a tree, and how the application learns who does and who leaves.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class JoiningTests(Carrier carrier)
{
    private readonly List<string> _told = []; // guarded by itself
    private TestServer _server = null!;
    private Func<Caller, ValueTask<bool>> _canJoin = null!;
    private Func<ClientSession, Task> _joined = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _told.Clear();
        (_canJoin, _joined) = (caller => new(caller.User != "eve"), _ => Task.CompletedTask);
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = request => new(new ClientIdentity(
                Users.Named(request.Token ?? "ann"), request.Token == "shortly" ? _server.Time.GetUtcNow().AddSeconds(3) : null));
            options.Tree.CanJoin = caller => _canJoin(caller);
            options.Tree.OnJoined(session => Tell("joined", session));
            options.Tree.OnJoined(session => _joined(session));
            options.Tree.OnLeft(async session =>
            {
                await Task.Yield();
                Tell(session.IsOpen ? "left too early" : "left", session);
            });
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [Test]
    public async Task Client_ThatMayNotJoin_IsForbiddenAndLearnsNothing()
    {
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("", "eve");
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Forbidden));
        Assert.That(client.Welcome, Is.Null);
        await _server.LeftAsync("");
        Assert.That(Told, Is.Empty);
        await using var elsewhere = await _server.ConnectAsync(carrier);
        await elsewhere.JoinAsync(elsewhere, "other", "eve"); // another tree has its own rules
    }

    [Test]
    public async Task CanJoin_ThatThrows_EndsTheClientAndTellsNothing()
    {
        _canJoin = _ => throw new InvalidOperationException(Board.Secret);
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync();
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Internal));
        Assert.That(client.Bye!.ToString(), Does.Not.Contain(Board.Secret));
        await _server.Log.UntilAsync(entry => entry.Exception?.Message == Board.Secret);
    }

    [Test]
    public async Task CanJoin_ThatDoesNotAnswer_IsNotWaitedForForever()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _canJoin = _ =>
        {
            asked.TrySetResult();
            return new(new TaskCompletionSource<bool>().Task);
        };
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync();
        await asked.Task.InTime();
        var ending = client.EndAsync();
        await _server.PassUntilAsync(ending, atMost: 6);
        Assert.That(await ending, Is.EqualTo(CloseCode.Timeout));
    }

    [Test]
    public async Task OnJoined_RunsBeforeTheClientSeesAnything()
    {
        _joined = async session =>
        {
            Assert.That(_server.Tree.Sessions.Single(), Is.SameAs(session));
            await Task.Yield();
            _server.Board.Text.Value = $"Hello {session.User}";
        };
        await using var client = await _server.JoinAsync(carrier, "ann");
        Assert.That(client.Replica.Text(_server.Board.Id), Is.EqualTo("Hello ann"));
    }

    [Test]
    public async Task OnJoined_ThatThrows_HarmsNobody()
    {
        _joined = _ => throw new InvalidOperationException(Board.Secret);
        await using var client = await _server.JoinAsync(carrier, "ann");
        await client.CallAsync(_server.Board.Id, "whoAmI");
        await _server.Log.UntilAsync(entry => entry.Exception?.Message == Board.Secret);
    }

    [Test]
    public async Task OnJoined_ThatDoesNotEnd_IsNotWaitedForForever()
    {
        _joined = _ => new TaskCompletionSource().Task;
        var client = await _server.ConnectAsync(carrier);
        var joining = client.JoinAsync(client, token: "ann");
        await _server.PassUntilAsync(joining, atMost: 6);
        await _server.Log.UntilAsync(entry => entry.Event == 27);
        await client.DisposeAsync();
    }

    [Test]
    public async Task OnLeft_RunsOnceAfterEachWayOfLeaving([Values] Leaving how)
    {
        var client = await _server.JoinAsync(carrier, how == Leaving.Expiry ? "shortly" : "ann");
        switch (how)
        {
            case Leaving.Bye:
                await client.SendAsync(new ByeMessage(CloseCode.Normal));
                break;
            case Leaving.Reset when client is TcpTestClient tcp:
                tcp.Reset();
                break;
            case Leaving.Reset:
                ((WebSocketTestClient)client).Abort();
                break;
            case Leaving.Offence:
                await client.SendHelloAsync();
                break;
            case Leaving.Closed:
                await _server.Tree.Sessions.Single().CloseAsync(CloseCode.Forbidden);
                break;
            case Leaving.Expiry:
                _server.Pass(TimeSpan.FromSeconds(4));
                break;
            case Leaving.Silence:
                client.AnswersPings = false;
                for (var second = 0; second < 31; second++)
                {
                    _server.Pass(TimeSpan.FromSeconds(1));
                    await Task.Yield();
                }
                break;
            case Leaving.Stop:
                await _server.PassUntilAsync(_server.Server.StopAsync());
                break;
        }
        await _server.PassUntilAsync(_server.LeftAsync(""));
        var user = how == Leaving.Expiry ? "shortly" : "ann";
        Assert.That(Told, Is.EqualTo(new[] { $"joined {user}", $"left {user}" }));
        await client.DisposeAsync();
    }

    [Test]
    public async Task Tree_ThatIsThereAlready_IsOfferedWithRules()
    {
        var tree = new Tree(new TreeOptions { Name = "restored" });
        _server.Server.Trees.Add(tree, new HostedTreeOptions { CanJoin = _ => new(false) });
        var client = await _server.ConnectAsync(carrier);
        await client.SendHelloAsync("restored", "ann");
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.Forbidden));
    }

    private string[] Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    private void Tell(string what, ClientSession session)
    {
        lock (_told)
            _told.Add($"{what} {session.User}");
    }

    internal enum Leaving
    {
        Bye,
        Reset,
        Offence,
        Closed,
        Expiry,
        Silence,
        Stop,
    }
}
