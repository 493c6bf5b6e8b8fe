using ObjectTree.History;
using ObjectTree.Types;

namespace ObjectTree.Calls;

/// <summary>
/// What a user may do in a tree: by what classes open to clients, by the policies that they name, and by the histories that clients may
/// take back from. Each question is about the state of that moment. Guarded by the tree's lock.
/// </summary>
/// <param name="tree">The tree.</param>
/// <param name="caller">Who acts.</param>
/// <param name="access">Decides what policies allow; null: nothing.</param>
/// <param name="ofTree">What may be undone where the object's class says nothing; null: see <see cref="ClientUndoAttribute"/>.</param>
internal sealed class UserRights(Tree tree, Caller caller, IClientAccess? access, UndoScope? ofTree)
{
    /// <summary>What is no client's to do at all.</summary>
    public static OperationRejectedException Forbidden(string reason) => new(RejectionCodes.Forbidden, reason);

    /// <summary>Refuses what no client may write, whoever it is.</summary>
    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    public static void CheckWritable(SObject target, int attribute)
    {
        if (!ClientActions.IsWritable(target, attribute))
            throw Forbidden("Clients may not write this attribute.");
    }

    /// <summary>Refuses what no client may create, whoever it is; null: there is no such type.</summary>
    /// <inheritdoc cref="CheckWritable"/>
    public static ObjectType CheckCreatable(ObjectType? type) =>
        type is { IsClientCreatable: true } ? type : throw Forbidden("Clients may not create such objects.");

    /// <summary>Refuses what no client may move or destroy, whoever it is.</summary>
    /// <inheritdoc cref="CheckWritable"/>
    public static void CheckMovable(SObject target)
    {
        if (target.IsRoot || !target.Type.IsClientCreatable)
            throw Forbidden("Clients may neither move nor destroy this object.");
    }

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    public void CheckWrite(SObject target, int attribute)
    {
        CheckWritable(target, attribute);
        CheckPolicies(ClientPolicies.ToWrite(target, attribute));
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckCreate(ObjectType type, SObject parent)
    {
        CheckCreatable(type);
        CheckPolicies(ClientPolicies.ToCreate(type, parent));
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckMove(SObject target, SObject parent)
    {
        CheckMovable(target);
        CheckPolicies(ClientPolicies.ToMove(target, parent));
    }

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckDestroy(SObject target)
    {
        CheckMovable(target);
        CheckPolicies(ClientPolicies.ToDestroy(target));
    }

    /// <summary>Which entries of an object's history the user may take back.</summary>
    /// <inheritdoc cref="CheckWrite"/>
    public Predicate<HistoryEntry> EntriesOf(SObject target) =>
        ClientUndos.EntriesOf(target, caller, ofTree) ?? throw Forbidden("Clients may not undo anything here.");

    /// <inheritdoc cref="CheckWrite"/>
    public void CheckEntry(HistoryEntry entry) => CheckPolicies(UndoLook.NeedsOf(entry));

    private void CheckPolicies(IEnumerable<(string Policy, SObject Target)> needs)
    {
        foreach (var need in needs)
            ClientPolicies.ThrowUnlessAllowed(tree, caller, need, access);
    }
}
