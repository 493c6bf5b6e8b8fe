namespace ObjectTree;

/// <summary>What happened to an item of a set.</summary>
public enum SetChangeKind
{
    /// <summary>It came in.</summary>
    Added,

    /// <summary>It went.</summary>
    Removed,
}
