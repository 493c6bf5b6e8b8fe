using System.Collections.Immutable;
using ObjectTree.Calls;
using ObjectTree.Model.Values;

namespace ObjectTree;

/// <summary>Calls of methods that return at once, as a server makes them for its clients.</summary>
internal static class Calling
{
    /// <returns>What the method returned; null for nothing.</returns>
    public static Value Invoke(Tree tree, Caller caller, long objectId, string method, ImmutableArray<Value> arguments) =>
        tree.Read(() => ClientCalls.Prepare(tree, caller, objectId, method, arguments).Invoke(CancellationToken.None));
}
