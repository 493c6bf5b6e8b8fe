using ObjectTree.Calls;
using ObjectTree.History;
using ObjectTree.Transitions;

namespace ObjectTree;

// Undo and redo.
public sealed partial class Tree
{
    private long _undos; // guarded by Lock

    /// <summary>Undoes the newest transition of the whole tree. False: there is nothing to undo.</summary>
    /// <inheritdoc cref="SObject.Undo"/>
    public bool Undo() => Root.Undo();

    /// <summary>Redoes the transition that was undone last in the whole tree. False: there is nothing to redo.</summary>
    /// <inheritdoc cref="SObject.Redo"/>
    public bool Redo() => Root.Redo();

    /// <summary>
    /// Undoes the newest transition of one author in the history of an object, whatever others did since: what came after stays. Edits of
    /// texts and lists are transformed over it, additions to numbers are subtracted.
    /// </summary>
    /// <param name="scope">Whose history; the root's holds all.</param>
    /// <param name="source">Who made the transition, as <see cref="Transition.Source"/> tells; null: the server's own code.</param>
    /// <inheritdoc cref="SObject.Undo"/>
    public bool Undo(SObject scope, string? source)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return TakeBack(scope, TransitionKind.Undo, entry => entry.Source == source);
    }

    /// <summary>Redoes the transition of one author that was undone last in the history of an object.</summary>
    /// <inheritdoc cref="Undo(SObject, string?)"/>
    public bool Redo(SObject scope, string? source)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return TakeBack(scope, TransitionKind.Redo, entry => entry.Source == source);
    }

    /// <summary>
    /// Forgets all that could be undone or redone, in all objects. Inside a transition: once that is committed, and it is forgotten as
    /// well.
    /// </summary>
    public void ClearHistory() => Run(() =>
    {
        if (_acting is not null)
            throw UserRights.Forbidden("Clients may not clear the history.");
        _running!.Add(new ClearHistoryStep());
    });

    /// <summary>Told whose history has changed, as <see cref="ClientUndos.Watch"/> says.</summary>
    internal event Action<long>? HistoryChanged;

    internal bool KeepsHistory => _history.Entries > 0;

    internal void TellHistoryChanged(SObject owner) => HistoryChanged?.Invoke(owner.Id);

    /// <param name="scope">Whose history.</param>
    /// <param name="kind">Undo or redo.</param>
    /// <param name="accept">Which entries count; null: all.</param>
    /// <param name="check">Refuses the one that is found; null: nobody does.</param>
    internal bool TakeBack(
        SObject scope, TransitionKind kind, Predicate<HistoryEntry>? accept, Action<HistoryEntry>? check = null)
    {
        Lock.Enter();
        try
        {
            CheckWritable(scope);
            if (_running is { Count: > 0 })
            {
                throw new InvalidOperationException(
                    "An undo is a transition of its own: do it before anything is written, or in AfterTransition.");
            }
            if (_acting is { } user)
            {
                var (asked, open) = (accept, user.EntriesOf(scope));
                (accept, check) = (entry => asked?.Invoke(entry) != false && open(entry), user.CheckEntry);
            }
            var entry = kind == TransitionKind.Undo ? scope.History?.NewestDone(accept) : scope.History?.LastUndone(accept);
            if (entry is null)
                return false;
            check?.Invoke(entry);
            var outer = _running;
            var running = _running = new RunningTransition(outer?.Source, kind);
            var nextId = _nextId;
            try
            {
                for (var i = entry.Steps.Count - 1; i >= 0; i--)
                    entry.Steps[i].TakeBack(this, running);
                CheckRoomForPlaced(running);
            }
            catch (Exception exception)
            {
                running.RollBackTo(0);
                _nextId = nextId;
                if (exception is OperationRejectedException { Code: RejectionCodes.UndoConflict })
                    scope.History!.Remove(entry);
                throw;
            }
            finally
            {
                _running = outer;
            }
            entry.Swap(running.UndoableSteps(), kind == TransitionKind.Undo ? ++_undos : 0, _history);
            Commit(running);
            return true;
        }
        finally
        {
            Lock.Exit();
        }
    }

    internal static void TakeAway(SObject target, int likely, RunningTransition running)
    {
        var step = new DestroyStep(target, target.Parent!, target.Parent!.PlaceOf(target, likely));
        step.Do();
        running.Add(step);
    }

    internal void BringBack(SObject target, SObject parent, int index, IReadOnlyCollection<SObject> gone, RunningTransition running)
    {
        var last = parent.ChildCount;
        var step = new ArrivalStep(target, parent, index, index == last, [.. gone.Reverse()]);
        step.Do();
        foreach (var one in gone)
            one.Life = ObjectLife.Alive; // only now: their parent may name them, and was still to be captured without
        running.Add(step);
        step.Complete();
        Initialise(target);
    }

    internal static void MoveBack(SObject target, int likely, SObject parent, int index, object cause, RunningTransition running)
    {
        if (parent.IsWithin(target))
        {
            throw new OperationRejectedException(
                RejectionCodes.UndoConflict, $"It cannot be undone or redone: {parent} is below {target} now.");
        }
        running.Add(MoveStep.Do(target, likely, parent, index, cause));
    }

    /// <summary>
    /// An undo needs room only for what it leads to: between its steps there may be more, for a creation counts from where it began.
    /// </summary>
    private void CheckRoomForPlaced(RunningTransition running)
    {
        foreach (var step in running.Steps)
        {
            if (step.Placed is { IsDestroyed: false, Parent: { } parent } placed)
                CheckRoom(parent, parent.ChildItems.Count - 1, _objects.Count, Height(placed));
        }
    }

    private void File(RunningTransition done)
    {
        if (done.ClearsHistory)
        {
            foreach (var one in _objects.Values)
                one.ForgetHistory();
            return;
        }
        if (done.Kind != TransitionKind.Forward || !KeepsHistory || !done.MakesEntry)
            return;
        var steps = done.UndoableSteps();
        SObject? common = null;
        foreach (var step in steps)
            common = step.AncestorWith(common);
        var entry = new HistoryEntry(done.Source, steps);
        for (var above = common; above is not null; above = above.Parent)
        {
            if (!above.IsDestroyed)
                entry.FileWith(above.KeepHistory(), _history);
        }
    }
}
