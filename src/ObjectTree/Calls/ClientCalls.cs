using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Calls;

/// <summary>The door for calls from clients. What serves clients uses it; authors never need it.</summary>
public static class ClientCalls
{
    /// <summary>
    /// Finds the <see cref="ClientCallableAttribute"/> method that is called, and whether the arguments fit. Changes nothing.
    /// </summary>
    /// <param name="tree">The tree.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="objectId">The object.</param>
    /// <param name="method">The method's wire name.</param>
    /// <param name="arguments">Its arguments, without what is filled in.</param>
    /// <param name="access">Decides what policies allow; null: nothing.</param>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: there is no such object. FORBIDDEN: it has no such callable method, or not for this caller. VALIDATION: the arguments do
    /// not fit.
    /// </exception>
    public static ClientCall Prepare(
        Tree tree, Caller caller, long objectId, string method, ImmutableArray<Value> arguments, IClientAccess? access = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        return tree.Read(() =>
        {
            var target = ClientObjects.Find(tree, objectId);
            var callable = target.Type.FindMethod(method)
                ?? throw new OperationRejectedException(RejectionCodes.Forbidden, "The object has no callable method of this name.");
            if (ClientPolicies.Of(tree, objectId, method) is { } need)
                ClientPolicies.ThrowUnlessAllowed(tree, caller, need, access);
            return new ClientCall(target, callable, caller, callable.Prepare(target, caller, arguments));
        });
    }

    /// <summary>
    /// Runs code outside of every tree, whose transitions come from the caller, whichever tree they are in, also after it has awaited.
    /// </summary>
    /// <param name="caller">Who asks for it.</param>
    /// <param name="work">The code. It begins on this thread, which may not be inside a tree; what it throws comes through.</param>
    public static async Task<T> RunAsync<T>(Caller caller, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(work);
        var source = CallSource.Begin(caller.User);
        try
        {
            return await work().ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever completes it may be inside a tree
        }
        finally
        {
            source.End();
        }
    }
}
