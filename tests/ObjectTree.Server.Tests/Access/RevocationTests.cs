using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Access;

/// <summary>Clients whose identity ends while something of theirs is under way: by its time, or because the application says so.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class RevocationTests(Carrier carrier)
{
    private readonly List<string?> _sources = [];
    private TaskCompletionSource _decision = null!;
    private TaskCompletionSource? _asked;
    private TestServer _server = null!;
    private Pad _pad = null!;
    private Desk _desk = null!;
    private Proposer _ann = null!;
    private TestClient _bob = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (_asked, _decision) = (null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = request => new(new ClientIdentity(
                Users.Named(request.Token!), request.Token == "ann" ? _server.Time.GetUtcNow().AddSeconds(2) : null));
            options.Tree.OnAction = async proposal =>
            {
                if (_asked is null || proposal.Caller.User != "ann")
                    return;
                _asked.TrySetResult();
                await _decision.Task;
            };
        });
        (_pad, _desk) = (_server.Server.CreateObject<Pad>(), _server.Server.CreateObject<Desk>());
        _bob = await _server.JoinAsync(carrier, "bob");
        _ann = await Proposer.JoinAsync(_server, carrier, "ann");
        Assert.That(await _ann.ProposeAsync(new IntOperation.Set(new(_pad.Id, 2), 5)), Is.Null);
        _sources.Clear();
        _server.Tree.Committed += transition => _sources.Add(transition.Source);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _ann.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
        Assert.That(UnobservedFaults.Found, Is.Empty);
    }

    [Test]
    public async Task Change_ThatTheApplicationDecidesAbout_IsDropped([Values] bool expires, [Values] bool isUndo)
    {
        _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _ann.Client.SendAsync(isUndo ? new UndoMessage(2, 1, false) : Set(2, 7));
        await _asked.Task.InTime();

        await RevokeAsync(expires);
        _decision.SetResult();

        await NothingOfAnnAsync();
    }

    [Test]
    public async Task WhatWaitsForTheTree_IsDropped([Values] bool expires)
    {
        await _bob.SendCallAsync(_server.Board.Id, "wait");
        await _server.Board.Waiting.Task.InTime();
        await _ann.Client.SendAsync(Set(2, 7));
        await _ann.Client.SendAsync(new UndoMessage(3, 1, false));
        await _ann.Client.SendCallAsync(_server.Board.Id, "add", Value.FromInt(1));

        await RevokeAsync(expires);
        _server.Board.Release.Release();

        await NothingOfAnnAsync();
    }

    [Test]
    public async Task CallThatTakesTime_IsCancelled([Values] bool expires)
    {
        await _ann.Client.SendCallAsync(_desk.Id, "countAsync", Value.FromString("gate"));
        var token = await _desk.BegunAsync("gate");
        await _ann.Client.UntilAsync<FrameMessage>();
        _sources.Clear();
        var cancelled = new TaskCompletionSource();
        token.Register(cancelled.SetResult);

        await RevokeAsync(expires);

        await cancelled.Task.InTime();
        _desk.Open("gate");
        await NothingOfAnnAsync();
    }

    [Test]
    public async Task Session_ClosedWithinTheTree_CommitsNothingMore()
    {
        for (var number = 2; number < 150; number++)
            await _ann.Client.SendAsync(Set(number, number % 50));
        await _ann.Client.UntilAsync<AckMessage>(ack => ack.Action == 20);
        _server.Tree.Read(() =>
        {
            _ = _server.Tree.Sessions.Single(one => one.User == "ann").CloseAsync(CloseCode.Unauthenticated);
            _sources.Clear();
            return true;
        });
        Assert.That(await _ann.Client.EndAsync(), Is.EqualTo(CloseCode.Unauthenticated));
        await NothingOfAnnAsync();
    }

    private ActionMessage Set(long number, long value) =>
        ActionMessage.Of(number, 1, 0, [new IntOperation.Set(new(_pad.Id, 2), value)]);

    private async Task RevokeAsync(bool expires)
    {
        var ending = _ann.Client.EndAsync();
        if (!expires)
            _ = _server.Tree.Sessions.Single(one => one.User == "ann").CloseAsync(CloseCode.Unauthenticated);
        await _server.PassUntilAsync(ending, atMost: 3); // and a second for its last word
        Assert.That(await ending, Is.EqualTo(CloseCode.Unauthenticated));
    }

    /// <summary>Waits until the server is done with her, and looks at what was committed since.</summary>
    private async Task NothingOfAnnAsync()
    {
        await _server.PassUntilAsync(_server.LeftAsync(""));
        await _bob.CallAsync(_server.Board.Id, "add", Value.FromInt(1));
        Assert.That(_sources, Is.EqualTo(new[] { "bob" }));
    }
}
