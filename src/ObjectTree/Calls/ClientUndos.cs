using ObjectTree.History;

namespace ObjectTree.Calls;

/// <summary>The door for clients that undo and redo. What serves clients uses it; authors never need it.</summary>
public static class ClientUndos
{
    /// <summary>
    /// Undoes the newest transition that a client may undo in the history of an object, or redoes the one that was undone last.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="objectId">Whose history.</param>
    /// <param name="isRedo">Whether it is redone.</param>
    /// <param name="access">Decides what policies allow; null: nothing.</param>
    /// <param name="ofTree">What counts where the object's class says nothing; null: see <see cref="ClientUndoAttribute"/>.</param>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: there is no such object. FORBIDDEN: clients may undo nothing there, or this one may not do that any more.
    /// NOTHING_TO_UNDO: there is nothing. UNDO_CONFLICT: what it changed was changed since.
    /// </exception>
    public static void Undo(Tree tree, Caller caller, long objectId, bool isRedo, IClientAccess? access, UndoScope? ofTree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        var target = ClientObjects.Find(tree, objectId);
        var rights = new UserRights(tree, caller, access, ofTree);
        var open = rights.EntriesOf(target);
        var kind = isRedo ? TransitionKind.Redo : TransitionKind.Undo;
        if (!tree.RecordFrom(caller.User, () => tree.TakeBack(target, kind, open, rights.CheckEntry)))
            throw new OperationRejectedException(RejectionCodes.NothingToUndo, $"There is nothing to {(isRedo ? "redo" : "undo")}.");
    }

    /// <summary>
    /// Tells the ids of objects whose history has changed: something came to it or left it, was undone or redone in it, or the object went
    /// or came back with it. What has not been told of is as it was.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="changed">
    /// Called under the tree's lock, where nothing is to be seen of the change yet and a roll back may take it away again: it notes the id
    /// and looks later. It may neither write nor throw.
    /// </param>
    public static void Watch(Tree tree, Action<long> changed)
    {
        ArgumentNullException.ThrowIfNull(tree);
        tree.HistoryChanged += changed;
    }

    /// <summary>Ends what <see cref="Watch"/> began.</summary>
    public static void Unwatch(Tree tree, Action<long> changed)
    {
        ArgumentNullException.ThrowIfNull(tree);
        tree.HistoryChanged -= changed;
    }

    /// <summary>Which entries of an object's history a caller may take back; null: clients may take back nothing there.</summary>
    internal static Predicate<HistoryEntry>? EntriesOf(SObject target, Caller caller, UndoScope? ofTree)
    {
        var scope = target.Type.ClientUndo ?? ofTree;
        return scope == UndoScope.None ? null : entry => IsOpen(entry, caller, scope, ofTree);
    }

    /// <summary>Whether both the object whose history it is taken from and all that it did something to let the caller.</summary>
    private static bool IsOpen(HistoryEntry entry, Caller caller, UndoScope? scope, UndoScope? ofTree)
    {
        var isOwn = entry.Source == caller.User;
        return Allows(scope, isOwn) && entry.Steps.TrueForAll(step =>
        {
            var ofStep = step.Subject?.Type.ClientUndo ?? ofTree;
            return Allows(ofStep, isOwn) && ((scope is not null && ofStep is not null) || step.IsOpenToClients);
        });
    }

    private static bool Allows(UndoScope? scope, bool isOwn) => scope switch
    {
        UndoScope.None => false,
        UndoScope.All => true,
        _ => isOwn,
    };
}
