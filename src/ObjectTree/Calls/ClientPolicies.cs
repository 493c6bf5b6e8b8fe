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
        return [.. operations.SelectMany(operation => NeedsOf(tree, operation, locals)).Distinct()];
    }

    /// <summary>The policy that a call needs; null: none, or there is no such object or method. Under the tree's lock.</summary>
    public static (string Policy, SObject Target)? Of(Tree tree, long objectId, string method)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.TryGetObject(objectId, out var target) && target.Type.FindMethod(method)?.Policy is { } policy
            ? (policy, target)
            : null;
    }

    /// <summary>The policies that an operation needs: for what it changes, and for where it puts something.</summary>
    internal static IEnumerable<(string Policy, SObject Target)> NeedsOf(Tree tree, Operation operation, LocalIds locals)
    {
        switch (operation)
        {
            case TopicOperation topic:
                return Of(tree, topic, locals) is { } need ? [need] : [];
            case NewOperation create:
                return Needs(tree.FindType(create.Type.Name)?.ShapePolicy, Find(tree, create.ParentId, locals));
            case MoveOperation move:
                var moved = Find(tree, move.ObjectId, locals);
                var to = Find(tree, move.ParentId, locals);
                return Needs(moved?.Type.ShapePolicy, moved, to == moved?.Parent ? null : to);
            case DestroyOperation destroy:
                var gone = Find(tree, destroy.ObjectId, locals);
                return Needs(gone?.Type.ShapePolicy, gone);
            default:
                return [];
        }
    }

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    internal static void ThrowUnlessAllowed(Tree tree, Caller caller, (string Policy, SObject Target) need, IClientAccess? access)
    {
        if (access is null || !tree.Decide(() => access.Allows(caller, need.Policy, need.Target)))
            throw new OperationRejectedException(RejectionCodes.Forbidden, "The caller may not do this with the object.");
    }

    /// <summary>The policy that an operation needs; null: none, or what it is about is not there.</summary>
    private static (string Policy, SObject Target)? Of(Tree tree, TopicOperation operation, LocalIds locals) =>
        Find(tree, operation.Address.ObjectId, locals) is { } target && target.Type.PolicyOf(operation.Address.Attribute) is { } policy
            ? (policy, target)
            : null;

    private static IEnumerable<(string Policy, SObject Target)> Needs(string? policy, params SObject?[] targets) =>
        policy is null ? [] : targets.OfType<SObject>().Select(target => (policy, target));

    private static SObject? Find(Tree tree, long id, LocalIds locals) =>
        locals.TryResolve(id, out var real) && tree.TryGetObject(real, out var found) ? found : null;
}
