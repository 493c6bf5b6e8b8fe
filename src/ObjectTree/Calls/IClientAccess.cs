namespace ObjectTree.Calls;

/// <summary>Decides what the policies that classes name let clients do.</summary>
public interface IClientAccess
{
    /// <summary>
    /// Whether a caller may do with an object what the policy is about. Under the tree's lock; may not write to the tree.
    /// </summary>
    bool Allows(Caller caller, string policy, SObject target);
}
