namespace ObjectTree.Model.Transformation;

/// <summary>What another operation did to the very thing that an operation changes.</summary>
internal enum Contest
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It changed a part of what is replaced as a whole.</summary>
    Edited,

    /// <summary>It put another item, or another whole, in the place.</summary>
    Replaced,

    /// <summary>It moved the item elsewhere.</summary>
    Moved,

    /// <summary>It removed the item.</summary>
    Removed,
}
