using ObjectTree.Model;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Sessions;

/// <summary>What clients undo and redo, over real sockets.</summary>
[TestFixture(Carrier.Tcp)]
[TestFixture(Carrier.WebSocket)]
internal sealed class UndoTests(Carrier carrier)
{
    private TestServer _server = null!;
    private TestClient _client = null!;
    private Pad _pad = null!;

    private AttributeAddress Text => new(_pad.Id, 1);

    [SetUp]
    public Task StartAsync() => StartAsync(null);

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Undo_TakesBackTheClientsNewestChange_AndRedoBringsItAgain()
    {
        var told = new List<(TransitionKind, string?)>();
        await ActAsync(_client, 1, new StringOperation.Splice(Text, 5, 0, " you"));
        _pad.Text.Insert(0, "Say ");
        _server.Tree.Committed += transition => told.Add((transition.Kind, transition.Source));

        await UndoAsync(2);
        Assert.That(_pad.Text.Value, Is.EqualTo("Say hello"), "what came since stays");
        await UndoAsync(3, isRedo: true);
        Assert.That(_pad.Text.Value, Is.EqualTo("Say hello you"));

        await _client.CallAsync(_server.Board.Id, "echo", Model.Values.Value.FromString("")); // all that was committed before has come
        Assert.That(_client.Replica.Text(_pad.Id), Is.EqualTo("Say hello you"));
        var user = _client.Welcome!.User;
        Assert.That(told, Is.EqualTo(new[] { (TransitionKind.Undo, user), (TransitionKind.Redo, user) }));
    }

    [Test]
    public async Task Undo_IsAckedBeforeItsFrame()
    {
        await ActAsync(_client, 1, new StringOperation.Set(Text, "new"));
        await _client.UntilAsync<FrameMessage>();

        await _client.SendAsync(new UndoMessage(2, _pad.Id, IsRedo: false));

        Assert.That(await _client.NextAsync(), Is.EqualTo(new AckMessage(2, 2, [])));
        await _client.NextAsync<FrameMessage>();
        Assert.That(_client.Replica.Text(_pad.Id), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Undo_PassesOverWhatOthersDid()
    {
        await using var other = await _server.JoinAsync(carrier);
        await ActAsync(_client, 1, new StringOperation.Splice(Text, 0, 0, "1"));
        await ActAsync(other, 1, new StringOperation.Splice(Text, 0, 0, "2"));
        _pad.Text.Insert(0, "3");

        await UndoAsync(2);
        await RefusedAsync(3, RejectionCodes.NothingToUndo);
        await RefusedAsync(4, RejectionCodes.NothingToUndo, isRedo: false, target: _server.Board.Id);

        Assert.That(_pad.Text.Value, Is.EqualTo("32hello"));
    }

    [Test]
    public async Task Undo_OfWhatTheClientMayNotWrite_IsPassedOver()
    {
        await ActAsync(_client, 1, new StringOperation.Splice(Text, 0, 0, "1"));
        await ActAsync(_client, 2, new IntOperation.Set(new AttributeAddress(_pad.Id, 2), 5)); // something reacts to it
        await _client.CallAsync(_server.Board.Id, "add", Model.Values.Value.FromInt(3));

        await UndoAsync(3);

        Assert.That((_pad.Text.Value, _pad.Count.Value, _server.Board.Count.Value), Is.EqualTo(("hello", 5L, 3L)));
        await RefusedAsync(4, RejectionCodes.NothingToUndo);
    }

    [Test]
    public async Task Undo_WhereTheTreeOpensOnesOwn_TakesBackCallsAndReactionsToo()
    {
        await RestartAsync(options => options.Tree.ClientUndo = UndoScope.Own);
        await ActAsync(_client, 1, new IntOperation.Set(new AttributeAddress(_pad.Id, 2), 5));
        await _client.CallAsync(_server.Board.Id, "add", Model.Values.Value.FromInt(3));
        _pad.Text.Value = "not the client's";

        await UndoAsync(2);
        Assert.That((_pad.Closed.Value, _server.Board.Count.Value), Is.EqualTo((1L, 0L)));
        await UndoAsync(3);
        Assert.That((_pad.Count.Value, _pad.Closed.Value, _pad.Text.Value), Is.EqualTo((0L, 0L, "not the client's")));
        await RefusedAsync(4, RejectionCodes.NothingToUndo);
    }

    [Test]
    public async Task Undo_WhereTheClassSaysAll_TakesBackAnybodys()
    {
        var open = _server.Server.CreateObject<OpenPad>();
        open.Text.Value = "the server's";

        await UndoAsync(1, target: open.Id);

        Assert.That(open.Text.Value, Is.EqualTo("hello"));
    }

    [Test]
    public async Task Undo_WhereTheClassSaysNone_IsForbidden()
    {
        await RestartAsync(options => options.Tree.ClientUndo = UndoScope.All);
        var closed = _server.Server.CreateObject<ClosedPad>();
        await ActAsync(_client, 1, new StringOperation.Set(new AttributeAddress(closed.Id, 1), "mine"));

        await RefusedAsync(2, RejectionCodes.Forbidden, target: closed.Id);
        Message answer = null!;
        for (var action = 3; answer is not RejectMessage; action++) // nor through what is above it
        {
            await _client.SendAsync(new UndoMessage(action, 1, IsRedo: false));
            answer = await _client.UntilAsync<Message>(message => message is AckMessage or RejectMessage);
        }

        Assert.That(((RejectMessage)answer).Code, Is.EqualTo(RejectionCodes.NothingToUndo));
        Assert.That((_pad.IsDestroyed, closed.IsDestroyed, closed.Text.Value), Is.EqualTo((true, false, "mine")));
    }

    [Test]
    public async Task Undo_OfWhatAnotherChangedSince_IsAConflictOnceAndChangesNothing()
    {
        await ActAsync(_client, 1, new StringOperation.Splice(Text, 0, 0, "1"));
        await ActAsync(_client, 2, new StringOperation.Set(Text, "mine"));
        _pad.Text.Value = "theirs entirely";
        var version = _server.Tree.Version;

        await RefusedAsync(3, RejectionCodes.UndoConflict);

        Assert.That((_pad.Text.Value, _server.Tree.Version), Is.EqualTo(("theirs entirely", version)));
    }

    [Test]
    public async Task Undo_OfAnObjectThatIsNotThere_IsNotFound() => await RefusedAsync(1, RejectionCodes.NotFound, target: 999);

    [Test]
    public async Task Undo_WithItsNumberAgain_GetsItsFirstAnswerAgain()
    {
        await ActAsync(_client, 1, new StringOperation.Splice(Text, 0, 0, "1"));
        await ActAsync(_client, 2, new StringOperation.Splice(Text, 0, 0, "2"));
        await UndoAsync(3);

        await UndoAsync(3);

        Assert.That(_pad.Text.Value, Is.EqualTo("1hello"));
    }

    [TestCase(2)]
    [TestCase(3)]
    public async Task Undo_OutOfSequence_EndsTheSession(long action)
    {
        await _client.SendAsync(new UndoMessage(action, 1, IsRedo: false));

        Assert.That(await _client.EndAsync(), Is.EqualTo(CloseCode.BadSequence));
    }

    [Test]
    public void Options_WithAScopeThatIsNone_AreRefused() =>
        Assert.That(() => _server.Server.Trees.Add(new HostedTreeOptions { Name = "x", ClientUndo = (UndoScope)7 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private async Task StartAsync(Action<ObjectTreeServerOptions>? configure)
    {
        _server = await TestServer.StartAsync(configure);
        _pad = _server.Server.CreateObject<Pad>();
        _client = await _server.JoinAsync(carrier);
    }

    private async Task RestartAsync(Action<ObjectTreeServerOptions> configure)
    {
        await StopAsync();
        await StartAsync(configure);
    }

    private static async Task ActAsync(TestClient client, long number, Operation operation)
    {
        await client.SendAsync(ActionMessage.Of(number, 1, 0, [operation]));
        Assert.That((await client.UntilAsync<AckMessage>()).Action, Is.EqualTo(number));
    }

    private async Task UndoAsync(long number, bool isRedo = false, long target = 1)
    {
        await _client.SendAsync(new UndoMessage(number, target, isRedo));
        Assert.That((await _client.UntilAsync<AckMessage>()).Action, Is.EqualTo(number));
    }

    private async Task RefusedAsync(long number, string code, bool isRedo = false, long target = 1)
    {
        await _client.SendAsync(new UndoMessage(number, target, isRedo));
        var reject = await _client.UntilAsync<RejectMessage>();
        Assert.That((reject.Action, reject.Code), Is.EqualTo((number, code)));
        Assert.That(reject.Reason, Is.Not.Empty);
    }

    [ClientUndo(UndoScope.All)]
    private sealed class OpenPad : Pad;

    [ClientUndo(UndoScope.None)]
    private sealed class ClosedPad : Pad;
}
