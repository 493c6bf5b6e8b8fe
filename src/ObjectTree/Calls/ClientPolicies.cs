using System.Collections.Immutable;
using ObjectTree.Model.Topics;

namespace ObjectTree.Calls;

/// <summary>The door to the policies that classes name. What serves clients uses it; authors never need it.</summary>
public static class ClientPolicies
{
    /// <summary>
    /// Has every policy checked that a class of the tree names, and the member that names it: now, and when other classes are registered,
    /// under the tree's lock. What <paramref name="check"/> throws comes through, and the class is not registered.
    /// </summary>
    public static void Check(Tree tree, Action<string, string> check)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(check);
        tree.CheckPolicies(check);
    }

    /// <summary>
    /// The policies that an action needs, each once for each object; what is not there needs none. Under the tree's lock.
    /// </summary>
    public static ImmutableArray<(string Policy, SObject Target)> Of(Tree tree, ImmutableArray<TopicOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return [.. operations.Select(operation => Of(tree, operation)).OfType<(string, SObject)>().Distinct()];
    }

    /// <summary>The policy that a call needs; null: none, or there is no such object or method. Under the tree's lock.</summary>
    public static (string Policy, SObject Target)? Of(Tree tree, long objectId, string method)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.TryGetObject(objectId, out var target) && target.Type.FindMethod(method)?.Policy is { } policy
            ? (policy, target)
            : null;
    }

    /// <summary>The policy that an operation needs; null: none.</summary>
    internal static (string Policy, SObject Target)? Of(Tree tree, TopicOperation operation) =>
        tree.TryGetObject(operation.Address.ObjectId, out var target) && target.Type.PolicyOf(operation.Address.Attribute) is { } policy
            ? (policy, target)
            : null;

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    internal static void ThrowUnlessAllowed(Tree tree, Caller caller, (string Policy, SObject Target) need, IClientAccess? access)
    {
        if (access is null || !tree.Decide(() => access.Allows(caller, need.Policy, need.Target)))
            throw new OperationRejectedException(RejectionCodes.Forbidden, "The caller may not do this with the object.");
    }
}
