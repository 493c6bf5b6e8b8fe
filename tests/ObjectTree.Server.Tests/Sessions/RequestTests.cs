using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>Calls that the server makes of clients.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class RequestTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;

    private ClientSession Session => _server.Server.Tree.Sessions.Single();

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(options => options.Limits = new SessionLimits { ClientCallsAtOnce = 3 });
        _client = await _server.JoinAsync(carrier);
        await HandleAsync("confirm");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Call_OfWhatAClientHandles_GivesItsAnswer()
    {
        var calling = Session.CallAsync<bool>("confirm", new Point(1, 2));
        var request = await _client.UntilAsync<RequestMessage>();
        var point = Value.FromMap(ValueMap.Create([new("x", Value.FromInt(1)), new("y", Value.FromInt(2))]));
        Assert.That(request, Is.EqualTo(new RequestMessage(request.Request, "confirm", [point], 0, 30_000)));
        await RespondAsync(request, Value.FromBool(true));
        Assert.That(await calling.InTime(), Is.True);
    }

    [Test]
    public async Task Call_WithoutArgumentAndResult_EndsWhenTheClientHasAnswered()
    {
        var calling = Session.CallAsync("confirm", timeout: TimeSpan.FromHours(1));
        var request = await _client.UntilAsync<RequestMessage>();
        Assert.That((request.Arguments.Length, request.Time), Is.EqualTo((0, 3_600_000L)));
        Assert.That(calling.IsCompleted, Is.False);
        await RespondAsync(request, Value.FromString("nobody asked for that"));
        await calling.InTime();
    }

    [Test]
    public async Task Call_OfWhatAClientDoesNotHandle_FailsAtOnce()
    {
        Assert.That(Session.Handles("confirm"), Is.True);
        foreach (var name in new[] { "other", "Confirm", "toString", "constructor" })
        {
            Assert.That(Session.Handles(name), Is.False);
            Assert.That((await FailureAsync(Session.CallAsync(name))).Code, Is.EqualTo(RejectionCodes.NotFound));
        }
        await HandleAsync("other");
        Assert.That((await FailureAsync(Session.CallAsync("confirm"))).Code, Is.EqualTo(RejectionCodes.NotFound));
        var calling = Begin("other");
        Assert.That((await _client.NextAsync<RequestMessage>()).Name, Is.EqualTo("other"), "nothing else was sent");
        await HandleAsync();
        Assert.That(calling.IsCompleted, Is.False, "what was asked may still be answered");
    }

    [Test]
    public async Task Call_AfterChanges_NamesThePositionThatHasThem()
    {
        _server.Board.Text.Value = "one";
        _server.Board.Text.Value = "two";
        _ = Begin("confirm");
        Assert.That((await _client.UntilAsync<RequestMessage>()).Position, Is.EqualTo(2));
    }

    [Test]
    public async Task Call_WithinATransition_IsSentAfterIt()
    {
        Task? calling = null;
        _server.Tree.Record(() =>
        {
            calling = Session.CallAsync("confirm");
            _server.Board.Text.Value = "one";
        });
        var request = await _client.UntilAsync<RequestMessage>();
        Assert.That(request.Position, Is.EqualTo(1));
        await RespondAsync(request, Value.Null);
        await calling!.InTime();
    }

    [Test]
    public async Task Call_ThatIsRefused_FailsWithWhatTheClientSays()
    {
        var refused = await AnsweredAsync(new ResponseMessage(0, "NO_ROOM", Value.FromString("the dialog is open")));
        Assert.That((refused.Code, refused.Reason), Is.EqualTo(("NO_ROOM", "the dialog is open")));
        Assert.That(refused.Message, Does.Contain("'confirm'").And.Contains("NO_ROOM").And.Contains("the dialog is open"));
        var crossed = await AnsweredAsync(new ResponseMessage(0, RejectionCodes.NotFound, Value.Null));
        Assert.That((crossed.Code, crossed.Reason), Is.EqualTo((RejectionCodes.NotFound, "The client gives no reason.")));
    }

    [Test]
    public async Task Call_ThatAHostileClientRefuses_TellsNoMoreThanFits()
    {
        var loud = await AnsweredAsync(new ResponseMessage(0, new string('x', 65), Value.FromString(new string('y', 60_000))));
        Assert.That((loud.Code, loud.Reason.Length), Is.EqualTo((RejectionCodes.Internal, 1_024)));
        var forged = await AnsweredAsync(new ResponseMessage(0, "A\nB", Value.FromString("one\nfatal: two")));
        Assert.That((forged.Code, forged.Message.Contains('\n', StringComparison.Ordinal)), Is.EqualTo((RejectionCodes.Internal, false)));
    }

    [Test]
    public async Task Call_AnsweredWithAnotherType_IsInvalid()
    {
        Value[] wrong = [Value.Null, Value.FromString("true"), Value.FromInt(1), Value.FromReference(1), Value.FromArray([Value.Null])];
        foreach (var value in wrong)
            Assert.That((await AnsweredAsync(new ResponseMessage(0, null, value))).Code, Is.EqualTo(RejectionCodes.Validation));
    }

    [Test]
    public async Task Call_ThatIsNotAnswered_FailsWhenItsTimeIsOver()
    {
        var calling = FailureAsync(Session.CallAsync("confirm", timeout: TimeSpan.FromSeconds(2)));
        var request = await _client.UntilAsync<RequestMessage>();
        await _server.PassUntilAsync(calling, atMost: 2.5);
        Assert.That((await calling).Code, Is.EqualTo(ClientCallException.Timeout));
        await RespondAsync(request, Value.Null);
        for (var i = 1; i < 20; i++)
            await RespondAsync(request, Value.Null);
        await SettleAsync(); // the first was late, and the others were not enough
    }

    [Test]
    public async Task Call_WhoseClientIsGone_Fails()
    {
        var session = Session;
        var calling = FailureAsync(session.CallAsync("confirm"));
        await _client.UntilAsync<RequestMessage>();
        await _client.DisposeAsync();
        Assert.That((await calling.InTime()).Code, Is.EqualTo(ClientCallException.Disconnected));
        Assert.That((await FailureAsync(session.CallAsync("confirm"))).Code, Is.EqualTo(ClientCallException.Disconnected));
        Assert.That(session.Handles("confirm"), Is.False);
    }

    [Test]
    public async Task Call_WhoseSessionIsClosed_Fails()
    {
        var session = Session;
        var calling = FailureAsync(session.CallAsync("confirm"));
        await session.CloseAsync(CloseCode.Forbidden).InTime();
        Assert.That((await calling.InTime()).Code, Is.EqualTo(ClientCallException.Disconnected));
    }

    [Test]
    public async Task Call_ThatIsCanceled_WaitsNoLonger()
    {
        using var source = new CancellationTokenSource();
        var calling = Session.CallAsync("confirm", cancellation: source.Token);
        var request = await _client.UntilAsync<RequestMessage>();
        await source.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => calling);
        await RespondAsync(request, Value.Null);
        await SettleAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Session.CallAsync("confirm", cancellation: source.Token));
    }

    [Test]
    public async Task Call_WhileTooManyWait_IsRefused()
    {
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => Begin("confirm"))];
        Assert.That((await FailureAsync(Session.CallAsync("confirm"))).Code, Is.EqualTo(RejectionCodes.Limit));
        await RespondAsync(await _client.UntilAsync<RequestMessage>(), Value.Null);
        await Task.WhenAny(waiting).InTime();
        _ = Begin("confirm");
        Assert.That((await FailureAsync(Session.CallAsync("confirm"))).Code, Is.EqualTo(RejectionCodes.Limit));
    }

    [Test]
    public async Task Response_ThatNobodyAskedFor_IsIgnoredUntilThe20th()
    {
        for (var i = 1; i < 20; i++)
            await _client.SendAsync(new ResponseMessage(i, null, Value.Null));
        await SettleAsync();
        await _client.SendAsync(new ResponseMessage(1, null, Value.Null));
        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
        Assert.That(_server.Log.Entries.Count(entry => entry.Event == 60), Is.EqualTo(19));
    }

    [Test]
    public async Task Handlers_SaidTooOften_EndTheSession()
    {
        for (var i = 0; i < 300; i++)
            await _client.SendAsync(new HandlersMessage(["confirm"]));
        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.RateLimited));
        Assert.That(_client.Bye!.RetryAfter, Is.GreaterThan(0));
    }

    [Test]
    public async Task Call_OfWhatCannotBe_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Session.CallAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => Session.CallAsync(new string('x', 65)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Session.CallAsync("confirm", timeout: TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Session.CallAsync("confirm", timeout: TimeSpan.FromDays(2)));
        await Assert.ThrowsAsync<NotSupportedException>(() => Session.CallAsync("confirm", DateTime.UnixEpoch));
        await Assert.ThrowsAsync<NotSupportedException>(() => Session.CallAsync("confirm", _server.Board));
        await Assert.ThrowsAsync<NotSupportedException>(() => Session.CallAsync<Board>("confirm"));
    }

    private async Task HandleAsync(params string[] names)
    {
        await _client.SendAsync(new HandlersMessage([.. names]));
        await SettleAsync();
    }

    /// <summary>Waits until the server has taken all that was sent.</summary>
    private async Task SettleAsync() =>
        Assert.That((await _client.CallAsync(_server.Board.Id, "whoAmI")).Code, Is.Null);

    /// <summary>Begins a call that fails when the test is over, which is no fault.</summary>
    private Task Begin(string name)
    {
        var calling = Session.CallAsync(name);
        _ = calling.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        return calling;
    }

    private Task RespondAsync(RequestMessage request, Value value) =>
        _client.SendAsync(new ResponseMessage(request.Request, null, value));

    /// <summary>How a call fails that a client answers so.</summary>
    private async Task<ClientCallException> AnsweredAsync(ResponseMessage response)
    {
        var calling = FailureAsync(Session.CallAsync<bool>("confirm"));
        var request = await _client.UntilAsync<RequestMessage>();
        await _client.SendAsync(response with { Request = request.Request });
        return await calling.InTime();
    }

    private static async Task<ClientCallException> FailureAsync(Task calling)
    {
        try
        {
            await calling.InTime();
        }
        catch (ClientCallException exception)
        {
            return exception;
        }
        throw new AssertionException("The call did not fail.");
    }

    public sealed record Point(long X, long Y);
}
