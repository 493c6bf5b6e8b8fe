using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Types;

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
            case TopicOperation { Address: var address } when Find(address.ObjectId) is { } target:
                return ToWrite(target, address.Attribute);
            case NewOperation create when tree.FindType(create.Type.Name) is { } type && Find(create.ParentId) is { } parent:
                return ToCreate(type, parent);
            case MoveOperation move when Find(move.ObjectId) is { } moved:
                return ToMove(moved, Find(move.ParentId));
            case DestroyOperation destroy when Find(destroy.ObjectId) is { } gone:
                return ToDestroy(gone);
            default:
                return [];
        }

        SObject? Find(long id) => locals.TryResolve(id, out var real) && tree.TryGetObject(real, out var found) ? found : null;
    }

    internal static IEnumerable<(string Policy, SObject Target)> ToWrite(SObject target, int attribute) =>
        Needs(target.Type.PolicyOf(attribute), target);

    internal static IEnumerable<(string Policy, SObject Target)> ToCreate(ObjectType type, SObject parent) =>
        Needs(type.ShapePolicy, parent);

    /// <param name="target">What is moved.</param>
    /// <param name="parent">Below what; null: that is not there.</param>
    internal static IEnumerable<(string Policy, SObject Target)> ToMove(SObject target, SObject? parent) =>
        Needs(target.Type.ShapePolicy, target, parent == target.Parent ? null : parent);

    internal static IEnumerable<(string Policy, SObject Target)> ToDestroy(SObject target) => Needs(target.Type.ShapePolicy, target);

    internal static bool Allows(Tree tree, Caller caller, (string Policy, SObject Target) need, IClientAccess? access) =>
        access is not null && tree.Decide(() => access.Allows(caller, need.Policy, need.Target));

    /// <exception cref="OperationRejectedException">FORBIDDEN.</exception>
    internal static void ThrowUnlessAllowed(Tree tree, Caller caller, (string Policy, SObject Target) need, IClientAccess? access)
    {
        if (!Allows(tree, caller, need, access))
            throw new OperationRejectedException(RejectionCodes.Forbidden, "The caller may not do this with the object.");
    }

    private static (string Policy, SObject Target)[] Needs(string? policy, SObject target, SObject? place = null) =>
        policy is null ? [] : place is null ? [(policy, target)] : [(policy, target), (policy, place)];
}
