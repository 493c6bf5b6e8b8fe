using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What clients are told of what they may undo.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class UndoStateTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;
    private Pad _pad = null!;

    private AttributeAddress Text => new(_pad.Id, 1);

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync();
        _pad = _server.Server.CreateObject<Pad>();
        _client = await _server.JoinAsync(carrier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task State_FollowsWhatTheClientDoesAndTakesBack()
    {
        await WatchAsync(_pad.Id);
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, false, false)));
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)));
        await _client.SendAsync(new UndoMessage(2, _pad.Id, IsRedo: false));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, false, true)));
        await _client.SendAsync(new UndoMessage(3, _pad.Id, IsRedo: true));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)));
        await _client.SendAsync(new UndoMessage(4, 1, IsRedo: false));
        await StateAsync();
        await ActAsync(5, new StringOperation.Set(Text, "other"));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)), "what was undone is gone");
    }

    [Test]
    public async Task State_HoldsFromTheFrameThatLedToIt()
    {
        await WatchAsync(_pad.Id);
        await StateAsync();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        var state = await _client.UntilAsync<UndoStateMessage>();
        Assert.That(state.Position, Is.EqualTo(1));
    }

    [Test]
    public async Task State_OfWhatOthersDid_IsNothing()
    {
        await using var other = await _server.JoinAsync(carrier);
        await WatchAsync(_pad.Id);
        await StateAsync();
        _pad.Text.Value = "the server's";
        await other.SendAsync(ActionMessage.Of(1, 1, 0, [new IntOperation.Set(new(_pad.Id, 2), 4)]));
        await other.UntilAsync<AckMessage>();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)), "and nothing was told before that");
    }

    [Test]
    public async Task State_IsToldOncePerObjectAndSession()
    {
        await using var other = await _server.JoinAsync(carrier);
        await other.SendAsync(new WatchMessage(_pad.Id, true));
        await other.UntilAsync<UndoStateMessage>();
        await WatchAsync(_pad.Id);
        await StateAsync();
        await WatchAsync(_server.Board.Id);
        Assert.That(await StateAsync(), Is.EqualTo((_server.Board.Id, false, false)));
        await WatchAsync(1);
        Assert.That(await StateAsync(), Is.EqualTo((1, false, false)));
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        Assert.That(
            new[] { await StateAsync(), await StateAsync() }, Is.EquivalentTo(new[] { (1, true, false), (_pad.Id, true, false) }));
        await SettleAsync(other);
        Assert.That(_told, Has.Count.EqualTo(0), "the other may undo nothing, as before");
    }

    [Test]
    public async Task Watch_ThatIsOff_TellsNoMore()
    {
        await WatchAsync(_pad.Id);
        await StateAsync();
        await _client.SendAsync(new WatchMessage(_pad.Id, false));
        await _client.SendAsync(new WatchMessage(99, false));
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        await SettleAsync(_client);
        Assert.That(_told, Is.Empty);
        await WatchAsync(_pad.Id);
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)));
    }

    [Test]
    public async Task State_OfAnObjectThatGoesAndComesBack_IsThat()
    {
        await WatchAsync(_pad.Id);
        await StateAsync();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        await StateAsync();
        _server.Tree.DestroyObject(_pad);
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, false, false)));
        _server.Tree.Undo();
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)));
        await WatchAsync(12_345);
        Assert.That(await StateAsync(), Is.EqualTo((12_345, false, false)));
    }

    [Test]
    public async Task State_AfterAConflict_IsThatItCannotBeUndone()
    {
        await WatchAsync(_pad.Id);
        await StateAsync();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        await StateAsync();
        _pad.Text.Value = "theirs entirely";
        await _client.SendAsync(new UndoMessage(2, _pad.Id, IsRedo: false));
        Assert.That((await _client.UntilAsync<RejectMessage>()).Code, Is.EqualTo(RejectionCodes.UndoConflict));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, false, false)));
    }

    [Test]
    public async Task State_AfterAConflictOfTheServersOwnUndo_IsThatItCannotBeUndone()
    {
        await WatchAsync(_pad.Id);
        await StateAsync();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        await StateAsync();
        var user = _server.Tree.Sessions.Single().User;
        _pad.Text.Value = "theirs entirely";
        Assert.That(() => _server.Tree.Undo(_pad, user), Throws.TypeOf<OperationRejectedException>());
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, false, false)));
    }

    [Test]
    public async Task State_AfterTheHistoryIsCleared_IsThatThereIsNothing_ForAllWhoWatch()
    {
        await StopAsync();
        _server = await TestServer.StartAsync(options => options.Tree.ClientUndo = UndoScope.All);
        long[] ids = [.. Enumerable.Range(0, WatchMessage.Most).Select(_ => _server.Server.CreateObject<Pad>().Id)];
        foreach (var id in ids)
            ((Pad)_server.Tree.GetObject(id)).Text.Value = "written";
        TestClient[] clients = [_client = await _server.JoinAsync(carrier), await _server.JoinAsync(carrier), await _server.JoinAsync(carrier)];
        foreach (var client in clients)
        {
            foreach (var id in ids)
                await client.SendAsync(new WatchMessage(id, true));
            Assert.That(await StatesAsync(client, ids.Length), Is.EquivalentTo(ids.Select(id => (id, true, false))));
        }
        _server.Tree.ClearHistory(); // no transition: nothing of the tree has changed
        foreach (var client in clients)
        {
            Assert.That(await StatesAsync(client, ids.Length), Is.EquivalentTo(ids.Select(id => (id, false, false))));
            await client.DisposeAsync();
        }
    }

    [Test]
    public async Task Policies_AreAskedForWhatIsWatchedAnew()
    {
        var (sheets, asked) = await StartWithPoliciesAsync(sheets: 3);
        foreach (var sheet in sheets)
        {
            asked.Clear();
            await WatchAsync(sheet.Id);
            Assert.That(await StateAsync(), Is.EqualTo((sheet.Id, true, false)));
            Assert.That(asked, Is.EqualTo(new[] { sheet }), "once, and about no other");
        }
    }

    [Test]
    public async Task Policies_AreAskedAfterATransitionWhereTheHistoryHasChanged()
    {
        var (sheets, asked) = await StartWithPoliciesAsync(sheets: 3);
        foreach (var sheet in sheets)
        {
            await WatchAsync(sheet.Id);
            await StateAsync();
        }
        asked.Clear();
        await ActAsync(4, new IntOperation.Set(new(sheets[1].Id, 2), 6));
        await _client.SendAsync(new UndoMessage(5, sheets[1].Id, IsRedo: false));
        Assert.That(await StateAsync(), Is.EqualTo((sheets[1].Id, true, true)));
        Assert.That(asked, Is.All.SameAs(sheets[1]));
    }

    [Test]
    public async Task State_ThatAPolicyDecides_FollowsTheTreeWithinASecond()
    {
        var (sheets, _) = await StartWithPoliciesAsync(sheets: 1);
        await WatchAsync(sheets[0].Id);
        Assert.That(await StateAsync(), Is.EqualTo((sheets[0].Id, true, false)));
        foreach (var isAllowed in new[] { false, true })
        {
            _server.Board.Count.Value = isAllowed ? 0 : 1; // what the policy looks at is elsewhere
            var told = StateAsync();
            await _server.PassUntilAsync(told, atMost: 2);
            Assert.That(await told, Is.EqualTo((sheets[0].Id, isAllowed, false)));
        }
    }

    [Test]
    public async Task Watch_OfTooManyObjects_IsMalformed()
    {
        for (var id = 1; id <= 100; id++)
            await WatchAsync(id);
        await WatchAsync(100);
        await SettleAsync(_client);
        await WatchAsync(101);
        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.Malformed));
    }

    [Test]
    public async Task Watch_TooOften_EndsTheSession()
    {
        for (var i = 0; i < 500; i++)
            await _client.SendAsync(new WatchMessage(1, i % 2 == 0));
        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.RateLimited));
    }

    [Test]
    public async Task Watcher_ThatLeaves_IsForgotten()
    {
        await using var other = await _server.JoinAsync(carrier);
        await other.SendAsync(new WatchMessage(_pad.Id, true));
        await other.UntilAsync<UndoStateMessage>();
        var name = other.LogName;
        await other.DisposeAsync();
        await _server.LeftAsync(name);
        await WatchAsync(_pad.Id);
        await StateAsync();
        await ActAsync(1, new StringOperation.Set(Text, "mine"));
        Assert.That(await StateAsync(), Is.EqualTo((_pad.Id, true, false)));
    }

    private readonly List<UndoStateMessage> _told = [];

    /// <summary>Begins with sheets that the client has written to, and whose policy notes what it is asked about.</summary>
    private async Task<(Sheet[] Sheets, ConcurrentQueue<Sheet> Asked)> StartWithPoliciesAsync(int sheets)
    {
        await StopAsync();
        var asked = new ConcurrentQueue<Sheet>();
        Board? board = null;
        _server = await TestServer.StartAsync(options =>
        {
            options.Authenticate = Users.ByToken;
            options.Tree.Policies.Add<Sheet>("owner", (_, sheet) =>
            {
                asked.Enqueue(sheet);
                return board!.Count.Value == 0;
            });
            options.ConfigureBuilder = builder => builder.Services.AddAuthorization(
                authorization => authorization.AddPolicy("editor", policy => policy.RequireAssertion(_ => true)));
        });
        board = _server.Board;
        Sheet[] all = [.. Enumerable.Range(0, sheets).Select(_ => _server.Server.CreateObject<Sheet>())];
        _client = await _server.JoinAsync(carrier, "ann");
        for (var i = 0; i < sheets; i++)
        {
            await ActAsync(i + 1, new IntOperation.Set(new(all[i].Id, 2), 5));
            await _client.UntilAsync<AckMessage>();
        }
        return (all, asked);
    }

    private Task WatchAsync(long id) => _client.SendAsync(new WatchMessage(id, true));

    private Task ActAsync(long action, TopicOperation operation) =>
        _client.SendAsync(ActionMessage.Of(action, 1, _client.Replica.Position, [operation]));

    private async Task<(long, bool, bool)> StateAsync() => (await StatesAsync(_client, 1))[0];

    private static async Task<List<(long Object, bool CanUndo, bool CanRedo)>> StatesAsync(TestClient client, int count)
    {
        List<(long, bool, bool)> states = [];
        while (states.Count < count)
        {
            var state = await client.UntilAsync<UndoStateMessage>();
            states.Add((state.Object, state.CanUndo, state.CanRedo));
        }
        return states;
    }

    /// <summary>Waits until a client has all that was sent to it, and keeps what it was told.</summary>
    private async Task SettleAsync(TestClient client)
    {
        _told.Clear();
        var call = await client.SendCallAsync(_server.Board.Id, "whoAmI");
        while (await client.NextAsync() is { } message && (message as AnswerMessage)?.Call != call)
        {
            if (message is UndoStateMessage state)
                _told.Add(state);
        }
    }
}
