using ObjectTree.Model;

namespace ObjectTree.Calls;

/// <summary>
/// Asks the policies that the operations of one action need, each once for each object. Looked at before the action, and again before each
/// operation: what earlier ones created, under whichever id, has policies too. Under the tree's lock.
/// </summary>
internal sealed class ActionPolicies(Tree tree, Caller caller, IClientAccess? access, LocalIds locals)
{
    private HashSet<(string Policy, SObject Target)>? _asked; // made when first needed

    /// <summary>Asks what was not asked yet.</summary>
    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    public void Check(Operation operation)
    {
        foreach (var need in ClientPolicies.NeedsOf(tree, operation, locals))
        {
            if ((_asked ??= []).Add(need))
                ClientPolicies.ThrowUnlessAllowed(tree, caller, need, access);
        }
    }
}
