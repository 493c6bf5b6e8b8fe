namespace ObjectTree.Calls;

/// <summary>Finds the objects that clients name.</summary>
internal static class ClientObjects
{
    /// <exception cref="OperationRejectedException">NOT_FOUND.</exception>
    public static SObject Find(Tree tree, long id) => tree.TryGetObject(id, out var found) ? found : throw NotFound();

    public static OperationRejectedException NotFound() => new(RejectionCodes.NotFound, "There is no such object.");
}
