using ObjectTree.History;
using ObjectTree.Types;

namespace ObjectTree.Calls;

/// <summary>
/// Whose rights the code has that runs inside a tree: what it does is checked as that user's actions are, each change on the state of that
/// moment. Guarded by the tree's lock.
/// </summary>
internal sealed class ActingUser(Tree tree, Caller caller, IClientAccess access, UndoScope? undo)
{
    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    public void CheckWrite(SObject target, int attribute)
    {
        if (!ClientActions.IsWritable(target, attribute))
            throw Forbidden("Clients may not write this attribute.");
        CheckPolicy(target.Type.PolicyOf(attribute), target);
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckCreate(ObjectType type, SObject parent)
    {
        if (!type.IsClientCreatable)
            throw Forbidden("Clients may not create such objects.");
        CheckPolicy(type.ShapePolicy, parent);
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckMove(SObject target, SObject parent)
    {
        CheckDestroy(target);
        if (parent != target.Parent)
            CheckPolicy(target.Type.ShapePolicy, parent);
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckDestroy(SObject target)
    {
        if (!target.Type.IsClientCreatable)
            throw Forbidden("Clients may neither move nor destroy this object.");
        CheckPolicy(target.Type.ShapePolicy, target);
    }

    /// <summary>What is no client's to do at all.</summary>
    public static OperationRejectedException Forbidden(string reason) => new(RejectionCodes.Forbidden, reason);

    /// <summary>Which entries of an object's history the user may take back.</summary>
    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    public Predicate<HistoryEntry> EntriesOf(SObject target)
    {
        var scope = target.Type.ClientUndo ?? undo;
        return scope == UndoScope.None
            ? throw Forbidden("Clients may not undo anything here.")
            : entry => ClientUndos.IsOpen(entry, caller, scope, undo);
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckEntry(HistoryEntry entry)
    {
        foreach (var (policy, target) in UndoLook.NeedsOf(entry))
            CheckPolicy(policy, target);
    }

    private void CheckPolicy(string? policy, SObject target)
    {
        if (policy is not null)
            ClientPolicies.ThrowUnlessAllowed(tree, caller, (policy, target), access);
    }
}
