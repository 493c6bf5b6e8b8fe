namespace ObjectTree.Tests.Programs;

// Undo and redo: exactly what was, newest first through the root; else what the engine says, as far as it may say it.
internal sealed partial class RandomProgram
{
    private const int EndlessUndo = 10_000;

    private bool _isUndoing;
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
        var expected = _past.Undone();
        return Plainly(_tree.Undo, expected);
    }

    private bool Redo()
    {
        Note("redo");
        var expected = _past.Redone();
        return Plainly(_tree.Redo, expected);
    }

    private bool Plainly(Func<bool> restore, Plain? expected)
    {
        if (expected is not null)
            _plain = expected.Copy();
        _isUndoing = true;
        var worked = restore();
        _isUndoing = false;
        Check.That(worked == expected is not null, () => $"there was something to undo or redo: {expected is not null}");
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
            return;
        Check.That(
            _past.Entries.Any(entry => (!_isByAuthor || entry.Source == _author) && entry.Covers(transition)),
            () => $"what was undone or redone is no entry: {string.Join(", ", transition.Operations)}");
        _plain = Plain.Of(_tree, _plain);
    }

    /// <summary>All that can be undone leads back to the start, and all that can be redone to the end.</summary>
    private void UndoAll()
    {
        Repeat(Redo);
        var end = _tree.Serialize().Objects;
        Repeat(Undo);
        Check.That(_tree.Serialize().Objects.AsSpan().SequenceEqual(_past.Start.Objects.AsSpan()), () => "undoing everything does not lead to the start");
        Repeat(Redo);
        Check.That(_tree.Serialize().Objects.AsSpan().SequenceEqual(end.AsSpan()), () => "redoing everything does not lead to the end");
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
