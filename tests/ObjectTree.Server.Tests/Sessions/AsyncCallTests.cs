using Microsoft.Extensions.Logging;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Calls of methods that return a task.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class AsyncCallTests(Carrier carrier)
{
    private TestServer _server = null!;
    private Desk _desk = null!;
    private TestClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(options => options.Limits = new SessionLimits { RunningCalls = 3 });
        _desk = _server.Server.CreateObject<Desk>();
        _client = await _server.JoinAsync(carrier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Assert.That(_server.Sessions.Count, Is.LessThanOrEqualTo(1), "a wrong call ends nothing");
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Call_OfAMethodThatReturnsATask_IsAnsweredWithWhatIsInIt()
    {
        Assert.That(await ResultAsync("nothingAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("nothingSoonAsync"), Is.EqualTo(Value.Null));
        Assert.That(await ResultAsync("echoAsync", Value.FromString("hé 🌳")), Is.EqualTo(Value.FromString("hé 🌳")));
        Assert.That(await ResultAsync("halfSoonAsync", Value.FromInt(42)), Is.EqualTo(Value.FromInt(21)));
        Assert.That(await ResultAsync("itselfAsync"), Is.EqualTo(Value.FromReference(_desk.Id)));
        Assert.That(await ResultAsync("whoAmIAsync"), Is.EqualTo(Value.FromString(_client.Welcome!.User)));
    }

    [Test]
    public async Task Call_WithWrongArguments_IsInvalidAndBeginsNothing()
    {
        Assert.That((await CallAsync("countAsync")).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("countAsync", Value.FromInt(1))).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That((await CallAsync("countAsync", Value.FromString("a"), Value.Null)).Code, Is.EqualTo(RejectionCodes.Validation));
        Assert.That(_desk.Count.Value, Is.Zero);
    }

    [Test]
    public async Task Call_ThatWaits_HoldsNeitherTheTreeNorTheSession()
    {
        await SendAsync("isInsideAsync", "a");
        await _desk.BegunAsync("a");
        _server.Board.Text.Value = "written meanwhile";
        Assert.That(await ResultAsync("echoAsync", Value.FromString("meanwhile")), Is.EqualTo(Value.FromString("meanwhile")));
        Assert.That((await _client.CallAsync(_server.Board.Id, "add", Value.FromInt(1))).Code, Is.Null);
        _desk.Open("a");
        Assert.That((await NextAnswerAsync()).Value, Is.EqualTo(Value.FromBool(false)), "no await within a transition");
    }

    [Test]
    public async Task Calls_ThatTakeTime_BeginInOrderAndAreAnsweredAsTheyEnd()
    {
        var a = await SendAsync("countAsync", "a");
        var b = await SendAsync("countAsync", "b");
        var c = await SendAsync("countAsync", "c");
        foreach (var (gate, call) in new[] { ("c", c), ("a", a), ("b", b) })
        {
            await _desk.BegunAsync(gate);
            _desk.Open(gate);
            Assert.That((await NextAnswerAsync()).Call, Is.EqualTo(call));
        }
        Assert.That(_desk.Count.Value, Is.EqualTo(9));
    }

    [Test]
    public async Task Call_WritesBeforeAndAfterItWaits_AsItsCaller()
    {
        await SendAsync("countAsync", "a");
        await _desk.BegunAsync("a");
        Assert.That(_desk.Count.Value, Is.EqualTo(1), "each change is a transition of its own");
        _desk.Count.Value++;
        _desk.Open("a");
        var answer = await NextAnswerAsync();
        Assert.That(answer.Value, Is.EqualTo(Value.FromInt(4)));
        var user = _client.Welcome!.User;
        Assert.That(_desk.Sources, Is.EqualTo(new[] { user, null, user, user }));
        while (_client.Replica.Position < answer.Position)
            await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Int(_desk.Id, "count"), Is.EqualTo(4), "who awaits a call sees what it did");
    }

    [Test]
    public async Task Call_ThatChangesWhatWaits_IsSettledByTheFrameThatTellsIt()
    {
        _desk.Open("a");
        await SendAsync("slowlyAsync", "a");
        var answer = await NextAnswerAsync();
        Assert.That(answer.Position, Is.EqualTo(_client.Replica.Position + 1));
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Int(_desk.Id, "slow"), Is.EqualTo(1));
    }

    [Test]
    public async Task Call_ThatFailsAfterItWaited_TellsOnlyItsCallerAndKeepsWhatItDid()
    {
        await SendAsync("failAsync", "a");
        _desk.Open("a");
        var answer = await NextAnswerAsync();
        Assert.That(answer.Code, Is.EqualTo(RejectionCodes.Internal));
        Assert.That(answer.ToString(), Does.Not.Contain(Board.Secret).And.Not.Contain("Exception"));
        var line = _server.Log.Warnings.Single();
        Assert.That(line.Text, Does.Contain(answer.Details["correlation"].AsString()).And.Contain("'failAsync'"));
        Assert.That(line.Exception!.Message, Is.EqualTo(Board.Secret));
        while (_client.Replica.Position < answer.Position)
            await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Int(_desk.Id, "count"), Is.EqualTo(1));
    }

    [Test]
    public async Task Call_ThatRefusesAfterItWaited_GivesCodeAndReason()
    {
        _desk.Open("a");
        await SendAsync("refuseAsync", "a");
        var answer = await NextAnswerAsync();
        Assert.That((answer.Code, answer.Value), Is.EqualTo(("NO_ROOM", Value.FromString("full"))));
        Assert.That(_server.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Call_WhoseObjectIsDestroyedMeanwhile_IsNotFound()
    {
        await SendAsync("countAsync", "a");
        await _desk.BegunAsync("a");
        _desk.Destroy();
        _desk.Open("a");
        Assert.That((await NextAnswerAsync()).Code, Is.EqualTo(RejectionCodes.NotFound));
        Assert.That(_server.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Work_ThatACallLeavesBehind_IsTheServersOwn()
    {
        await SendAsync("leaveBehindAsync", "a");
        await _client.UntilAsync<FrameMessage>();
        Assert.That(_desk.Sources, Is.EqualTo(new string?[] { null }));
        _desk.Open("a");
        Assert.That((await NextAnswerAsync()).Code, Is.Null);
    }

    [Test]
    public async Task Calls_MoreThanMayRunAtOnce_AreBusyUntilOneHasEnded()
    {
        foreach (var gate in new[] { "a", "b", "c" })
            await SendAsync("countAsync", gate);
        var busy = await CallAsync("countAsync", Value.FromString("d"));
        Assert.That((busy.Code, busy.Details["retryAfter"]), Is.EqualTo((RejectionCodes.Busy, Value.FromInt(1_000))));
        Assert.That(_desk.Count.Value, Is.EqualTo(3), "it has not begun");
        Assert.That((await _client.CallAsync(_server.Board.Id, "add", Value.FromInt(1))).Code, Is.Null, "what takes no time may");
        _desk.Open("a");
        await NextAnswerAsync();
        while ((await CallAsync("echoAsync", Value.FromString("e"))).Code is RejectionCodes.Busy)
            await Task.Yield(); // its place is free right after its answer
    }

    [Test]
    public async Task Call_OfAClientThatLeaves_IsCancelled()
    {
        await SendAsync("countAsync", "a");
        var token = await _desk.BegunAsync("a");
        var cancelled = CancellationOf(token);
        await _client.DisposeAsync();
        await cancelled.InTime();
        await _server.LeftAsync("");
        Assert.That(_server.Log.Warnings, Is.Empty);
        Assert.That(_desk.Count.Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Call_ThatTakesTooLong_IsBusyCancelledAndNamed()
    {
        var call = await SendAsync("countAsync", "a");
        var token = await _desk.BegunAsync("a");
        _server.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.That(token.IsCancellationRequested, Is.False);
        var cancelled = CancellationOf(token);
        _server.Time.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await NextAnswerAsync();
        Assert.That((answer.Call, answer.Code), Is.EqualTo((call, RejectionCodes.Busy)));
        Assert.That(answer.Details["retryAfter"], Is.EqualTo(Value.FromInt(1_000)));
        await cancelled.InTime();
        var line = _server.Log.Warnings.Single();
        Assert.That(line.Text, Does.Contain("'countAsync'").And.Contain(_client.Welcome!.User).And.Contain("5 s"));
    }

    [Test]
    public async Task Call_ThatTakesNoNoticeOfItsTime_IsAnsweredOnceAndCountsUntilItEnds()
    {
        foreach (var gate in new[] { "a", "b", "c" })
        {
            await SendAsync("stubbornAsync", gate);
            await _desk.BegunAsync(gate);
        }
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        var late = new List<long>();
        for (var i = 0; i < 3; i++)
            late.Add((await NextAnswerAsync()).Call);
        Assert.That(late, Is.EquivalentTo(new[] { 1, 2, 3 }));
        await _server.Log.UntilAsync(entry => entry.Event == 32, 3);
        Assert.That((await CallAsync("echoAsync", Value.FromString("e"))).Code, Is.EqualTo(RejectionCodes.Busy), "all three still run");
        _desk.Open("a");
        AnswerMessage answer;
        do
        {
            var sent = await SendAsync("echoAsync", "e");
            answer = await NextAnswerAsync();
            Assert.That(answer.Call, Is.EqualTo(sent), "the late result is dropped");
        }
        while (answer.Code is RejectionCodes.Busy);
        Assert.That(_desk.Count.Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Call_ThatHoldsTheTree_IsCancelledWhenItsTimeIsOver()
    {
        await SendAsync("hold", "a");
        await _desk.BegunAsync("a");
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await NextAnswerAsync()).Value, Is.EqualTo(Value.FromBool(true)));
    }

    [Test]
    public async Task Server_ThatStops_CancelsWhatRuns()
    {
        await SendAsync("countAsync", "a");
        var cancelled = CancellationOf(await _desk.BegunAsync("a"));
        await _server.PassUntilAsync(_server.Server.StopAsync(), atMost: 5);
        await cancelled.InTime();
        Assert.That(_server.Log.Warnings.Where(entry => entry.Level == LogLevel.Error), Is.Empty);
    }

    private static Task CancellationOf(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }

    private Task<long> SendAsync(string method, string gate) => _client.SendCallAsync(_desk.Id, method, Value.FromString(gate));

    private Task<AnswerMessage> NextAnswerAsync() => _client.UntilAsync<AnswerMessage>();

    private Task<AnswerMessage> CallAsync(string method, params Value[] arguments) => _client.CallAsync(_desk.Id, method, arguments);

    private async Task<Value> ResultAsync(string method, params Value[] arguments)
    {
        var answer = await CallAsync(method, arguments);
        Assert.That(answer.Code, Is.Null, answer.Value.ToString());
        return answer.Value;
    }
}
