namespace ObjectTree;

/// <summary>Where an object is in its life.</summary>
internal enum ObjectLife
{
    /// <summary>In its constructor: in no tree.</summary>
    Constructing,

    /// <summary>In the tree for its own code; what is written belongs to its creation and is no operation.</summary>
    Building,

    /// <summary>In the tree.</summary>
    Alive,

    /// <summary>Out of the tree, for good or until its destruction is rolled back, or an undo or redo brings it back.</summary>
    Destroyed,
}
