using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Calls;

/// <summary>The door for calls from clients. What serves clients uses it; authors never need it.</summary>
public static class ClientCalls
{
    /// <summary>Calls a <see cref="ClientCallableAttribute"/> method as one transition that comes from the caller.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="objectId">The object.</param>
    /// <param name="method">The method's wire name.</param>
    /// <param name="arguments">Its arguments, without what is filled in.</param>
    /// <param name="access">Decides what policies allow; null: nothing.</param>
    /// <returns>What it returned; null for nothing.</returns>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: there is no such object. FORBIDDEN: it has no such callable method, or not for this caller.
    /// VALIDATION: the arguments do not fit. Or what the method refused with.
    /// </exception>
    /// <remarks>Whatever else the method throws comes through; in every case nothing has changed.</remarks>
    public static Value Invoke(
        Tree tree, Caller caller, long objectId, string method, ImmutableArray<Value> arguments, IClientAccess? access = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        return tree.RecordFrom(caller.User, () =>
        {
            if (!tree.TryGetObject(objectId, out var target))
                throw new OperationRejectedException(RejectionCodes.NotFound, "There is no such object.");
            var callable = target.Type.FindMethod(method)
                ?? throw new OperationRejectedException(RejectionCodes.Forbidden, "The object has no callable method of this name.");
            if (ClientPolicies.Of(tree, objectId, method) is { } need)
                ClientPolicies.ThrowUnlessAllowed(tree, caller, need, access);
            return callable.Invoke(target, caller, arguments);
        });
    }
}
