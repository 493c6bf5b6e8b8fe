using ObjectTree.History;
using ObjectTree.Transitions;

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
        var scope = target.Type.ClientUndo ?? ofTree;
        if (scope == UndoScope.None)
            throw new OperationRejectedException(RejectionCodes.Forbidden, "Clients may not undo anything here.");
        var kind = isRedo ? TransitionKind.Redo : TransitionKind.Undo;
        if (!tree.RecordFrom(caller.User, () => tree.TakeBack(target, kind, entry => IsOpen(entry, caller, scope, ofTree), Check)))
            throw new OperationRejectedException(RejectionCodes.NothingToUndo, $"There is nothing to {(isRedo ? "redo" : "undo")}.");

        void Check(HistoryEntry entry)
        {
            foreach (var step in entry.Steps)
            {
                foreach (var need in step.Needs)
                    ClientPolicies.ThrowUnlessAllowed(tree, caller, need, access);
            }
        }
    }

    /// <summary>
    /// Whether there is something that <see cref="Undo"/> would take back. What it changed may have been changed since. Under the tree's
    /// lock.
    /// </summary>
    /// <inheritdoc cref="Undo" path="param"/>
    /// <remarks>What a policy throws comes through.</remarks>
    public static bool Can(Tree tree, Caller caller, long objectId, bool isRedo, IClientAccess? access, UndoScope? ofTree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        if (!tree.TryGetObject(objectId, out var target) || target.History is not { } history)
            return false;
        var scope = target.Type.ClientUndo ?? ofTree;
        if (scope == UndoScope.None)
            return false;
        var entry = isRedo
            ? history.LastUndone(entry => IsOpen(entry, caller, scope, ofTree))
            : history.NewestDone(entry => IsOpen(entry, caller, scope, ofTree));
        return entry?.Steps.TrueForAll(step => step.Needs.All(
            need => access is not null && tree.Decide(() => access.Allows(caller, need.Policy, need.Target)))) == true;
    }

    /// <summary>Whether both the object whose history it is taken from and all that it did something to let the caller.</summary>
    internal static bool IsOpen(HistoryEntry entry, Caller caller, UndoScope? scope, UndoScope? ofTree) =>
        Allows(scope, entry, caller, entry.Steps) && entry.Steps.GroupBy(step => step.Subject?.Type.ClientUndo ?? ofTree)
            .All(steps => Allows(steps.Key, entry, caller, steps));

    private static bool Allows(UndoScope? scope, HistoryEntry entry, Caller caller, IEnumerable<TransitionStep> steps) => scope switch
    {
        UndoScope.None => false,
        UndoScope.All => true,
        UndoScope.Own => entry.Source == caller.User,
        _ => entry.Source == caller.User && steps.All(step => step.IsOpenToClients),
    };
}
