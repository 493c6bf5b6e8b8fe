namespace ObjectTree.Tests.Programs;

// Undo and redo: exactly what was, newest first through the root; else what the engine says, as far as it may say it.
internal sealed partial class RandomProgram
{
    private const int EndlessUndo = 10_000;

    private bool _isUndoing;
    private bool _isOver; // nothing fails any more
    private Func<Plain>? _goBack; // what the model does for the undo or redo that is under way
    private string? _author; // whose transition is undone; null: of anybody
    private bool _isByAuthor;

    private bool UndoOrRedo()
    {
        var isUndo = _dice.Between(0, 2) > 0;
        if (_isPlainUndo)
            return isUndo ? Undo() : Redo();
        var scope = AnyThing();
        (_isByAuthor, _author) = (_dice.OneIn(2), _dice.Pick(Authors));
        Note($"{(isUndo ? "undo" : "redo")} through {scope}, {(_isByAuthor ? $"of {_author}" : "of anybody")}");
        return Foreign(() => (isUndo, _isByAuthor) switch
        {
            (true, true) => _tree.Undo(scope, _author),
            (true, false) => scope.Undo(),
            (false, true) => _tree.Redo(scope, _author),
            (false, false) => scope.Redo(),
        });
    }

    private bool Undo()
    {
        Note("undo");
        return Plainly(_tree.Undo, _past.CanUndo, () => _past.Undone());
    }

    private bool Redo()
    {
        Note("redo");
        return Plainly(_tree.Redo, _past.CanRedo, () => _past.Redone());
    }

    /// <summary>Inside a transition, which has to begin with it.</summary>
    private void UndoInside()
    {
        if (_isStarting)
            return;
        var written = _plain.Written;
        Note($"inside, where {written} was written:");
        try
        {
            UndoOrRedo();
        }
        catch (InvalidOperationException exception)
        {
            Check.That(written != Written.Nothing, exception.ToString);
            throw;
        }
        Check.That(written != Written.Surely, () => "an undo inside of a transition that has written");
    }

    private bool Plainly(Func<bool> restore, bool expected, Func<Plain> past)
    {
        _goBack = past;
        _isUndoing = true;
        var worked = false;
        try
        {
            worked = restore();
        }
        finally
        {
            _isUndoing = false;
        }
        Check.That(worked == expected, () => $"there was something to undo or redo: {expected}");
        if (worked)
            TakeBackPlainly(); // an entry that left all as it was commits nothing
        return worked;
    }

    /// <summary>It may refuse; then, as always when nothing is committed, nothing has changed.</summary>
    private bool Foreign(Func<bool> restore)
    {
        _isUndoing = true;
        try
        {
            return restore();
        }
        catch (OperationRejectedException rejected)
        {
            Check.That(rejected.Code is RejectionCodes.UndoConflict or RejectionCodes.Limit, () => rejected.ToString());
            return false;
        }
        finally
        {
            _isUndoing = false;
        }
    }

    private void TakeBack(Transition transition)
    {
        if (_isPlainUndo)
        {
            TakeBackPlainly();
            return;
        }
        Check.That(
            _past.Entries.Any(entry => (!_isByAuthor || entry.Source == _author) && entry.Covers(transition)),
            () => $"what was undone or redone is no entry: {string.Join(", ", transition.Operations)}");
        _plain = Plain.Of(_tree, _plain);
    }

    private void TakeBackPlainly()
    {
        if (_goBack is null)
            return;
        _plain = _goBack().Copy();
        _goBack = null;
    }

    /// <summary>All that can be undone leads back to the start, and all that can be redone to the end.</summary>
    private void UndoAll()
    {
        _isOver = true;
        Repeat(Redo);
        var end = State().WithoutPassedBy();
        Repeat(Undo);
        Check.That(
            State().WithoutPassedBy().SequenceEqual(_past.Start.WithoutPassedBy()), () => "undoing everything does not lead to the start");
        Repeat(Redo);
        Check.That(State().WithoutPassedBy().SequenceEqual(end), () => "redoing everything does not lead to the end");
    }

    private void Repeat(Func<bool> restore)
    {
        for (var i = 0; restore(); i++)
        {
            if (_failure is not null)
                throw _failure;
            Check.That(i < EndlessUndo, () => "undo without end");
        }
    }
}
