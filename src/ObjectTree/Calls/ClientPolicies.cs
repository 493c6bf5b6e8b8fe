using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
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
    /// The policies that an action needs, each once for each object; what is not there needs none, as what the action itself creates. Under
    /// the tree's lock.
    /// </summary>
    public static ImmutableArray<(string Policy, SObject Target)> Of(Tree tree, ImmutableArray<Operation> operations, LocalIds locals)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(locals);
        return [.. operations.Select(operation => Of(tree, operation, locals)).OfType<(string, SObject)>().Distinct()];
    }

    /// <summary>The policy that a call needs; null: none, or there is no such object or method. Under the tree's lock.</summary>
    public static (string Policy, SObject Target)? Of(Tree tree, long objectId, string method)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.TryGetObject(objectId, out var target) && target.Type.FindMethod(method)?.Policy is { } policy
            ? (policy, target)
            : null;
    }

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    internal static void Check(Tree tree, Caller caller, Operation operation, IClientAccess? access, LocalIds locals)
    {
        if (Of(tree, operation, locals) is { } need)
            ThrowUnlessAllowed(tree, caller, need, access);
    }

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    internal static void ThrowUnlessAllowed(Tree tree, Caller caller, (string Policy, SObject Target) need, IClientAccess? access)
    {
        if (access is null || !tree.Decide(() => access.Allows(caller, need.Policy, need.Target)))
            throw new OperationRejectedException(RejectionCodes.Forbidden, "The caller may not do this with the object.");
    }

    /// <summary>The policy that an operation needs; null: none, or what it is about is not there.</summary>
    private static (string Policy, SObject Target)? Of(Tree tree, Operation operation, LocalIds locals)
    {
        if (!locals.TryResolve(LocalIds.ObjectOf(operation), out var id) || !tree.TryGetObject(id, out var target))
            return null;
        var policy = operation switch
        {
            TopicOperation topic => target.Type.PolicyOf(topic.Address.Attribute),
            NewOperation create => tree.FindType(create.Type.Name)?.ShapePolicy,
            _ => target.Type.ShapePolicy,
        };
        return policy is null ? null : (policy, target);
    }
}
