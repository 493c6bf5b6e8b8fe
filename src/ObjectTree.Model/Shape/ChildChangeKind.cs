namespace ObjectTree;

/// <summary>What happened to a child.</summary>
public enum ChildChangeKind
{
    /// <summary>It came in at <see cref="ChildChange{TObject}.Index"/>: created, or moved from another parent.</summary>
    Added,

    /// <summary>It went from <see cref="ChildChange{TObject}.OldIndex"/>: destroyed, or moved to another parent.</summary>
    Removed,

    /// <summary>It moved among its siblings.</summary>
    Moved,
}
