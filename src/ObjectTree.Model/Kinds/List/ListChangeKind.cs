namespace ObjectTree;

/// <summary>What happened to an item of a list.</summary>
public enum ListChangeKind
{
    /// <summary>It came in at <see cref="ListChange{T}.Index"/>.</summary>
    Inserted,

    /// <summary>It went from <see cref="ListChange{T}.OldIndex"/>.</summary>
    Removed,

    /// <summary>It took the place of another.</summary>
    Replaced,

    /// <summary>It moved from <see cref="ListChange{T}.OldIndex"/> to <see cref="ListChange{T}.Index"/>.</summary>
    Moved,
}
