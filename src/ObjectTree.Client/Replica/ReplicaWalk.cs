namespace ObjectTree.Client.Replica;

/// <summary>
/// The order in which an object and all below it are visited. Without recursion: how deep a tree is, is for the server to say.
/// </summary>
internal static class ReplicaWalk
{
    /// <summary>Level by level, siblings in order. Under the replica's lock.</summary>
    public static List<ReplicaObject> ParentsFirst(ReplicaObject top)
    {
        var found = new List<ReplicaObject> { top };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].ChildItems);
        return found;
    }
}
