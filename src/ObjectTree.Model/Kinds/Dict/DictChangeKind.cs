namespace ObjectTree;

/// <summary>What happened to an entry of a dict.</summary>
public enum DictChangeKind
{
    /// <summary>It came in.</summary>
    Added,

    /// <summary>Its value changed.</summary>
    Replaced,

    /// <summary>It went.</summary>
    Removed,
}
