using ObjectTree.Client.Tests.Wire;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client knows of what it may undo. The server is the test.</summary>
internal sealed class UndoFlagTests
{
    private ObjectTreeClient _client = null!;
    private FakeWire _wire = null!;

    private ReplicaObject Note => _client.Tree.Object(2);

    [SetUp]
    public async Task Join() =>
        (_client, _wire) = await new FakeServer { Options = new ObjectTreeClientOptions { Reconnect = false } }.JoinedAsync();

    [TearDown]
    public async Task Leave() => await _client.DisposeAsync();

    [Test]
    public async Task Flags_AreAskedForWhileSomebodyObservesEither()
    {
        Assert.That((Note.CanUndo.Value, Note.CanRedo.Value), Is.EqualTo((false, false)));
        var (first, second) = (Note.CanUndo.Observe(_ => { }), Note.CanRedo.Observe(_ => { }));
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new WatchMessage(2, true)));
        first.Dispose();
        first.Dispose();
        second.Dispose();
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new WatchMessage(2, false)));
        _wire.Send(new UndoStateMessage(2, true, true, 0));
        await _wire.SettleAsync();
        Assert.That(Note.CanUndo.Value, Is.False, "nobody asks any more");
    }

    [Test]
    public async Task Flag_ChangesWithItsFrameAndTellsOnce()
    {
        var told = new List<string>();
        Note.CanUndo.Observe(can => told.Add($"undo {can} {Note.GetAttribute("text")}"));
        Note.CanRedo.Observe(can => told.Add($"redo {can}"));
        await _wire.NextAsync<WatchMessage>();
        _wire.Send(new UndoStateMessage(2, true, false, 1), new UndoStateMessage(2, true, true, 1));
        await _wire.SettleAsync();
        Assert.That(told, Is.Empty);
        _wire.Send(new FrameMessage([SampleTree.SetText(2, "one")]));
        await _wire.SettleAsync();
        Assert.That(told, Is.EqualTo(new[] { "undo True one", "redo True" }));
        Assert.That((Note.CanUndo.Value, Note.CanRedo.Value), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Flag_OfWhichMuchIsSaidBeforeItsFramesCome_KeepsTheFirstAndTheLast()
    {
        var told = new List<string>();
        Note.CanUndo.Observe(can => told.Add($"undo {can} {Note.GetAttribute("text")}"));
        Note.CanRedo.Observe(can => told.Add($"redo {can} {Note.GetAttribute("text")}"));
        await _wire.NextAsync<WatchMessage>();
        _wire.Send(new UndoStateMessage(2, true, false, 1));
        for (var position = 2; position < 2_000; position++)
            _wire.Send(new UndoStateMessage(2, false, false, position));
        _wire.Send(new UndoStateMessage(2, true, true, 3));
        foreach (var text in new[] { "one", "two", "three" })
            _wire.Send(new FrameMessage([SampleTree.SetText(2, text)]));
        await _wire.SettleAsync();
        Assert.That(told, Is.EqualTo(new[] { "undo True one", "redo True three" }));
    }

    [Test]
    public async Task Flag_WhoseObserverThrows_TellsTheOthers()
    {
        var told = new List<bool>();
        Note.CanUndo.Observe(_ => throw new InvalidOperationException());
        Note.CanUndo.Observe(told.Add);
        Note.CanUndo.Observe(told.Add);
        await _wire.NextAsync<WatchMessage>();
        _wire.Send(new UndoStateMessage(2, true, false, 0));
        await _wire.SettleAsync();
        Assert.That(told, Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task Flag_OfAnObjectThatIsReplaced_EndsAndItsSuccessorIsAskedForAnew()
    {
        var old = Note;
        var observation = old.CanUndo.Observe(_ => Assert.Fail("it is gone"));
        await _wire.NextAsync<WatchMessage>();
        _wire.Send(SampleTree.Whole);
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new WatchMessage(2, false)));
        using var next = Note.CanUndo.Observe(_ => { });
        Assert.That(await _wire.NextAsync(), Is.EqualTo(new WatchMessage(2, true)));
        observation.Dispose();
        _wire.Send(new UndoStateMessage(2, true, false, 0));
        await _wire.SettleAsync();
        Assert.That((old.CanUndo.Value, Note.CanUndo.Value), Is.EqualTo((false, true)));
        Assert.That(() => old.CanRedo.Observe(_ => { }), Throws.InvalidOperationException);
    }
}
