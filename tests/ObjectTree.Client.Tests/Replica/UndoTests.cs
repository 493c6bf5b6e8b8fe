using ObjectTree.Client.Tests.Wire;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>What a client asks to be undone or redone. The server is the test.</summary>
internal sealed class UndoTests : WritingFixture
{
    [Test]
    public void Flag_OfAnObjectThatComesBack_HasEndedAndCanBeObservedAnew()
    {
        var asked = new List<Message>();
        Connect(message =>
        {
            asked.Add(message);
            return null;
        });
        Tree.Apply(Whole());
        var note = Note;
        note.CanUndo.Observe(_ => Assert.Fail("it was gone"));
        note.Destroy();

        Tree.Take(Reject(1, RejectionCodes.Forbidden, "No", null));
        Tree.Take(new UndoStateMessage(2, true, false, 0), 0);
        Assert.That((Note, note.CanUndo.Value), Is.EqualTo((note, false)));
        using var again = note.CanUndo.Observe(_ => { });
        Tree.Take(new UndoStateMessage(2, true, false, 0), 0);

        Assert.That(asked.OfType<WatchMessage>(), Is.EqualTo(
            new[] { new WatchMessage(2, true), new WatchMessage(2, false), new WatchMessage(2, true) }));
        Assert.That(note.CanUndo.Value);
    }

    [Test]
    public async Task Undo_CompletesOnceItsFrameIsThere()
    {
        var (undone, redone) = (Tree.Root.UndoAsync(), Note.RedoAsync());
        Assert.That(Undos, Is.EqualTo(new[] { new UndoMessage(1, 1, IsRedo: false) }), "the other would overtake it if it were sent again");

        Tree.Take(new AckMessage(1, 1, []));
        Assert.That(Undos[^1], Is.EqualTo(new UndoMessage(2, 2, IsRedo: true)));
        Assert.That(undone.IsCompleted, Is.False, "its frame is to come");
        Tree.Frame(new IntOperation.Set(CountAddress, 7));

        Assert.That(await undone);
        Assert.That(Count.Value, Is.EqualTo(7));
        Assert.That(redone.IsCompleted, Is.False);
    }

    [Test]
    public async Task Undo_OfNothing_IsFalseAndNoRejectedChange()
    {
        var undone = Tree.Root.UndoAsync();

        Tree.Take(Reject(1, RejectionCodes.NothingToUndo, "There is nothing to undo.", null));

        Assert.That(await undone, Is.False);
        Assert.That(Rejections, Is.Empty);
    }

    [Test]
    public async Task Undo_InConflict_SaysWhy()
    {
        var undone = Tree.Root.UndoAsync();

        Tree.Take(Reject(1, RejectionCodes.UndoConflict, "It was changed since.", null));

        var refused = await Assert.ThrowsAsync<OperationRejectedException>(() => undone);
        Assert.That((refused!.Code, refused.Reason), Is.EqualTo((RejectionCodes.UndoConflict, "It was changed since.")));
    }

    [Test]
    public void Undo_GoesBehindAnEditThatWaits()
    {
        Text.Insert(3, "a");
        Text.Insert(4, "b");
        _ = Tree.Root.UndoAsync();
        Assert.That(Undos, Is.Empty);

        Tree.Take(new AckMessage(1, 1, []));
        Tree.Frame(new StringOperation.Splice(TextAddress, 3, 0, "a"));

        Assert.That(Sent, Has.Count.EqualTo(2));
        Assert.That(Undos, Is.Empty);
        Tree.Take(new AckMessage(2, 2, []));
        Assert.That(Undos.Single().Action, Is.EqualTo(3));
    }

    [Test]
    public void Undo_ThatTheServerIsTooBusyFor_IsAskedForAgain()
    {
        _ = Tree.Root.UndoAsync();
        Tree.Take(Busy(1, 50));
        Assert.That(Undos, Has.Count.EqualTo(1));

        Tree.Resume();

        Assert.That(Undos.Select(undo => undo.Action), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Undo_ThatTheServerIsTooBusyFor_UndoesNothingWrittenSince()
    {
        var undone = Tree.Root.UndoAsync();
        Count.Value = 5;

        Tree.Take(Busy(1, 50));
        Tree.Take(new AckMessage(2, 1, []));
        Tree.Resume();

        Assert.That((await undone.Failure<OperationRejectedException>()).Code, Is.EqualTo(RejectionCodes.Busy));
        Assert.That((Undos.Count, Count.Value), Is.EqualTo((1, 5L)));
    }

    [Test]
    public async Task Undo_WhereItCannotBe_Throws()
    {
        Task<bool>? recorded = null;
        await Tree.Record(() => recorded = Tree.Root.UndoAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => recorded!);
        var gone = Note;
        Tree.Frame(new DestroyOperation(2));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gone.UndoAsync());
        var lost = Tree.Root.UndoAsync();
        Tree.Disconnect(new ConnectionException(CloseCode.None, "gone"));
        await Assert.ThrowsAsync<ConnectionException>(() => lost);
        await Assert.ThrowsAsync<ConnectionException>(() => Tree.Root.UndoAsync());
    }
}
